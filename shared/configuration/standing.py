"""What is said without a rule, until an admin writes another reply of the same name."""

from typing import Any, Final

from shared.configuration import consent_replies, solved
from shared.configuration.replies import FIRST, Reply

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
_THANKS: Final = {
    "en": "Thank you. Write to us again whenever you like.",
    "es": "Gracias. Escríbanos cuando quiera.",
    "fr": "Merci. Écrivez-nous quand vous voulez.",
    "de": "Danke. Schreiben Sie uns jederzeit wieder.",
    "it": "Grazie. Ci scriva quando vuole.",
    "pt": "Obrigado. Escreva-nos quando quiser.",
    "nl": "Bedankt. Schrijf ons gerust weer.",
}


# ``{link}`` is the address; what follows it would be taken for a part of it.
_MOVE: Final = {
    "en": "Let us go on here: {link}",
    "es": "Sigamos aquí: {link}",
    "fr": "Continuons ici : {link}",
    "de": "Lassen Sie uns hier weiterschreiben: {link}",
    "it": "Continuiamo qui: {link}",
    "pt": "Continuemos aqui: {link}",
    "nl": "Laten we hier verdergaan: {link}",
}
_CSAT: Final = {
    "en": "How satisfied are you with our help? 1 is not at all, 5 is very.",
    "es": "¿Qué tan satisfecho está con nuestra ayuda? 1 es nada, 5 es mucho.",
    "fr": "Êtes-vous satisfait de notre aide ? 1 : pas du tout, 5 : très.",
    "de": "Wie zufrieden sind Sie mit unserer Hilfe? 1 ist gar nicht, 5 ist sehr.",
    "it": "Quanto è soddisfatto del nostro aiuto? 1 è per niente, 5 è molto.",
    "pt": "Está satisfeito com a nossa ajuda? 1 é nada, 5 é muito.",
    "nl": "Hoe tevreden bent u over onze hulp? 1 is helemaal niet, 5 is zeer.",
}
_CES: Final = {
    "en": "How easy did we make it for you? 1 is very hard, 7 is very easy.",
    "es": "¿Qué tan fácil se lo hemos puesto? 1 es muy difícil, 7 es muy fácil.",
    "fr": "Était-ce facile pour vous ? 1 : très difficile, 7 : très facile.",
    "de": "Wie leicht haben wir es Ihnen gemacht? 1 ist sehr schwer, 7 ist sehr leicht.",
    "it": "Quanto è stato facile per lei? 1 è molto difficile, 7 è molto facile.",
    "pt": "Foi fácil para si? 1 é muito difícil, 7 é muito fácil.",
    "nl": "Hoe makkelijk was het voor u? 1 is heel moeilijk, 7 is heel makkelijk.",
}
_WHY: Final = {
    "en": "Thank you. What could we do better?",
    "es": "Gracias. ¿Qué podríamos mejorar?",
    "fr": "Merci. Que pourrions-nous faire mieux ?",
    "de": "Danke. Was können wir besser machen?",
    "it": "Grazie. Che cosa potremmo migliorare?",
    "pt": "Obrigado. O que podemos melhorar?",
    "nl": "Bedankt. Wat kunnen we beter doen?",
}


def _survey(question: dict[str, str], most: int) -> dict[str, Any]:
    """A score, and then, for an hour, words of the customer's own."""
    choices = [
        {"id": str(score), "title": str(score), "next": {"step": "why"}}
        for score in range(1, most + 1)
    ]
    why = {"text": _WHY, "ask": "text", "next": {"reply": "thanks"}, "lasts_ms": 3_600_000}
    return {"steps": {FIRST: {"text": question, "choices": choices, "tries": 0}, "why": why}}


def standing(greeting: str) -> dict[str, Reply]:
    """Those replies by name; a text that is empty is not said."""
    said: dict[str, dict[str, Any]] = {
        "greeting": {"text": greeting},
        "default": {"text": ""},
        **{name: {"text": words} for name, words in consent_replies.WORDS.items()},
        "disclosure": {"text": _DISCLOSURE},
        "away": {"text": _AWAY},
        "away-long": {"text": _AWAY_LONG},
        "again": {"text": _AGAIN},
        "ask-again": {"text": _ASK_AGAIN},
        "handover": {"text": _HANDOVER},
        "move": {"text": _MOVE},
        "solved": {"steps": {FIRST: solved.STEP}},
        "csat": _survey(_CSAT, 5),
        "ces": _survey(_CES, 7),
        "thanks": {"text": _THANKS},
    }
    return {name: Reply.parse(name, document) for name, document in said.items()}
