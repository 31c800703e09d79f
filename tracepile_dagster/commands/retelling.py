"""The model-written voice on the command line: whether a model is configured, and what it may say."""

from __future__ import annotations

from dataclasses import replace

from resources.language_model import KEY_VARIABLE, MODEL_VARIABLE, URL_VARIABLE, LanguageModel, LanguageModelError
from resources.settings import load_settings
from tracepile.execution import Jail
from tracepile.explaining import Explanation, UnprovenError
from tracepile.narration.retelling import Retelling, retell
from tracepile.verification import Item, verify_many
from tracepile_dagster.commands.progress import progress

_PROVING_SEED = 1


def configured_model() -> LanguageModel:
    """Give the language model of the environment; its replies are kept in the project's folder.

    Raises:
        LanguageModelError: none is configured; the message names the variables.
    """
    model = LanguageModel.from_environment(load_settings().home / ".tracepile" / "replies")
    if not model.available:
        raise LanguageModelError(
            f"no language model is configured, so nothing can be retold: set {URL_VARIABLE} to the base URL of an "
            f"OpenAI-compatible endpoint and {MODEL_VARIABLE} to a model's name ({KEY_VARIABLE} where the endpoint "
            "asks for a key), or leave --retell out"
        )
    return model


def retold(explanation: Explanation, model: LanguageModel) -> tuple[Explanation, Retelling]:
    """Have a proven rationale retold; give it with the proof of the text as it now stands.

    Raises:
        LanguageModelError: the model gives no usable reply.
    """
    program, case = explanation.program, explanation.case
    with Jail(hash_seed=_PROVING_SEED) as jail, progress(f"{model.model} retells the run"):
        retelling = retell(
            explanation.rationale,
            ask=model.ask,
            proven=lambda text: verify_many([Item(text, program, case)], jail)[0].proven,
        )
        verdict = verify_many([Item(retelling.rationale.text, program, case)], jail)[0]
    if not verdict.proven:
        raise UnprovenError(f"the retold rationale could not be proven: {'; '.join(verdict.complaints()[:3])}")
    return replace(explanation, rationale=retelling.rationale, proof=verdict.proof), retelling
