"""What is said without a rule, until an admin writes another reply of the same name."""

from typing import Any, Final

from shared.configuration.replies import FIRST, Reply

_OPT_OUT: Final = (
    "You will receive no more automatic messages from us. Write START to receive them again."
)
_HELP: Final = (
    "Write to us here and we will answer. Write STOP to receive no more automatic messages."
)
_OPT_IN: Final = "You will receive our messages again. Write STOP to end them."
# Article 50 of the EU's AI Act wants people told that they talk with an AI system, at the latest
# when they first do: eur-lex.europa.eu/eli/reg/2024/1689/oj; California's section 17941 wants a
# bot that sells or wins votes to say, clear and conspicuous, that it is one:
# leginfo.legislature.ca.gov, BPC 17941. Both read 2026-11-22.
_DISCLOSURE: Final = {
    "en": "You are talking to an automated assistant.",
    "es": "Está hablando con un asistente automático.",
    "fr": "Vous échangez avec un assistant automatique.",
    "de": "Sie schreiben mit einem automatischen Assistenten.",
    "it": "Sta parlando con un assistente automatico.",
    "pt": "Está a falar com um assistente automático.",
    "nl": "U praat met een automatische assistent.",
}
_AWAY: Final = {
    "en": "We are closed at the moment and will be back {when}.",
    "es": "Ahora estamos cerrados. Volvemos {when}.",
    "fr": "Nous sommes fermés pour le moment. De retour {when}.",
    "de": "Wir haben gerade geschlossen und sind {when} wieder da.",
    "it": "Al momento siamo chiusi. Torniamo {when}.",
    "pt": "De momento estamos fechados. Voltamos {when}.",
    "nl": "We zijn nu gesloten en zijn {when} terug.",
}
_AWAY_LONG: Final = {
    "en": "We are closed at the moment and will answer when we are back.",
    "es": "Ahora estamos cerrados. Le responderemos a la vuelta.",
    "fr": "Nous sommes fermés pour le moment et répondrons à notre retour.",
    "de": "Wir haben gerade geschlossen und antworten, wenn wir zurück sind.",
    "it": "Al momento siamo chiusi. Risponderemo al nostro ritorno.",
    "pt": "De momento estamos fechados. Responderemos quando voltarmos.",
    "nl": "We zijn nu gesloten en antwoorden zodra we terug zijn.",
}
_AGAIN: Final = {
    "en": "Please choose one of these.",
    "es": "Por favor, elija una de estas opciones.",
    "fr": "Merci de choisir l'une de ces réponses.",
    "de": "Bitte wählen Sie eine dieser Möglichkeiten.",
    "it": "Scelga una di queste risposte, per favore.",
    "pt": "Escolha uma destas opções, por favor.",
    "nl": "Kies een van deze mogelijkheden.",
}
_ASK_AGAIN: Final = {
    "en": "Sorry, that does not look right. Please try again.",
    "es": "Parece que no es correcto. Inténtelo de nuevo, por favor.",
    "fr": "Cela ne semble pas correct. Merci de réessayer.",
    "de": "Das passt leider nicht. Bitte versuchen Sie es noch einmal.",
    "it": "Non sembra corretto. Riprovi, per favore.",
    "pt": "Parece não estar correto. Tente de novo, por favor.",
    "nl": "Dat klopt niet helemaal. Probeer het nog eens.",
}
_HANDOVER: Final = {
    "en": "A colleague will answer you here.",
    "es": "Un compañero le responderá aquí.",
    "fr": "Un collègue vous répondra ici.",
    "de": "Eine Kollegin oder ein Kollege antwortet Ihnen hier.",
    "it": "Un collega le risponderà qui.",
    "pt": "Um colega vai responder-lhe aqui.",
    "nl": "Een collega antwoordt u hier.",
}
_SOLVED: Final[dict[str, Any]] = {
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
            "words": ["yes", "sí", "oui", "ja", "sì", "sim", "ok", "thanks", "gracias", "merci"],
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
            "words": ["no", "non", "nein", "não", "nee", "person", "agent", "human"],
            "next": {"reply": "handover", "people": True},
        },
    ],
    # Whatever else is said is a new question.
    "tries": 0,
}
_THANKS: Final = {
    "en": "Thank you. Write to us again whenever you like.",
    "es": "Gracias. Escríbanos cuando quiera.",
    "fr": "Merci. Écrivez-nous quand vous voulez.",
    "de": "Danke. Schreiben Sie uns jederzeit wieder.",
    "it": "Grazie. Ci scriva quando vuole.",
    "pt": "Obrigado. Escreva-nos quando quiser.",
    "nl": "Bedankt. Schrijf ons gerust weer.",
}


def standing(greeting: str) -> dict[str, Reply]:
    """Those replies by name; a text that is empty is not said."""
    said: dict[str, dict[str, Any]] = {
        "greeting": {"text": greeting},
        "default": {"text": ""},
        "opt-out": {"text": _OPT_OUT},
        "opt-in": {"text": _OPT_IN},
        "help": {"text": _HELP},
        "disclosure": {"text": _DISCLOSURE},
        "away": {"text": _AWAY},
        "away-long": {"text": _AWAY_LONG},
        "again": {"text": _AGAIN},
        "ask-again": {"text": _ASK_AGAIN},
        "handover": {"text": _HANDOVER},
        "solved": {"steps": {FIRST: _SOLVED}},
        "thanks": {"text": _THANKS},
    }
    return {name: Reply.parse(name, document) for name, document in said.items()}
