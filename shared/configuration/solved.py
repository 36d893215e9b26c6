"""The standing reply ``solved``: whether that was it, or a person is wanted, and how people say so.

An answer that begins with one of the words counts as shared.planning.leaning tells, so these are
also beginnings: "no thanks" is longer than "no", and means the other choice.
"""

from typing import Any, Final

_YES: Final = {
    "en": "yes, yep, yeah, ok, okay, thanks, thank, thx, many thanks, great, perfect, solved, "
    "all good, that's all, no thanks, no thank you, no problem, 👍, 🙏",
    "es": "sí, vale, claro, gracias, muchas gracias, perfecto, genial, listo, no gracias",
    "fr": "oui, merci, parfait, super, d'accord, non merci",
    "de": "ja, danke, dankeschön, vielen dank, passt, prima, alles klar, nein danke",
    "it": "sì, grazie, perfetto, ottimo, va bene, no grazie",
    "pt": "sim, obrigado, obrigada, perfeito, não obrigado, não obrigada",
    "nl": "ja, bedankt, dank, dankjewel, prima, nee bedankt, nee dank",
}
_PERSON: Final = {
    "en": "no, nope, not, person, a person, real person, agent, an agent, human, a human, someone",
    "es": "no, persona, una persona, agente, un agente, humano, alguien, asesor",
    "fr": "non, pas, personne, une personne, agent, un agent, humain, conseiller, quelqu'un",
    "de": "nein, nicht, person, eine person, mensch, einen menschen, mitarbeiter, jemand, jemanden",
    "it": "no, non, persona, una persona, operatore, un operatore, qualcuno",
    "pt": "não, pessoa, uma pessoa, atendente, um atendente, humano, alguém",
    "nl": "nee, niet, mens, een mens, persoon, medewerker, een medewerker, iemand",
}


def _words(said: dict[str, str]) -> list[str]:
    return [word.strip() for words in said.values() for word in words.split(",")]


STEP: Final[dict[str, Any]] = {
    "text": {
        "en": "Does that answer your question?",
        "es": "¿Responde esto a su pregunta?",
        "fr": "Cela répond-il à votre question ?",
        "de": "Beantwortet das Ihre Frage?",
        "it": "Questo risponde alla sua domanda?",
        "pt": "Isto responde à sua pergunta?",
        "nl": "Is uw vraag hiermee beantwoord?",
    },
    "choices": [
        {
            "id": "yes",
            "title": {
                "en": "Yes, solved",
                "es": "Sí, resuelto",
                "fr": "Oui, c'est réglé",
                "de": "Ja, erledigt",
                "it": "Sì, risolto",
                "pt": "Sim, resolvido",
                "nl": "Ja, opgelost",
            },
            "words": _words(_YES),
            "next": {"reply": "thanks", "resolve": True},
        },
        {
            "id": "person",
            "title": {
                "en": "Talk to a person",
                "es": "Hablar con alguien",
                "fr": "Parler à quelqu'un",
                "de": "Mit Menschen reden",
                "it": "Parlare con noi",
                "pt": "Falar com alguém",
                "nl": "Iemand spreken",
            },
            "words": _words(_PERSON),
            "next": {"reply": "handover", "people": True},
        },
    ],
    # Whatever else is said is a new question, and one that nothing answers is for people.
    "tries": 0,
}
