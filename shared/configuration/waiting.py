"""What whoever waits for an agent is told, until an admin writes another reply of the name."""

from typing import Final

WAITING: Final = "waiting"
WORDS: Final = {
    "en": "You are number {position} in the queue. It may take about {minutes} min.",
    "es": "Es el número {position} de la cola. Puede tardar unos {minutes} min.",
    "fr": "Vous êtes en position {position}. Comptez environ {minutes} min.",
    "de": "Sie sind an Platz {position} der Warteschlange. Es dauert etwa {minutes} Min.",
    "it": "Lei è al numero {position} della coda. Attesa di circa {minutes} min.",
    "pt": "É o número {position} da fila. Pode demorar cerca de {minutes} min.",
    "nl": "U bent nummer {position} in de wachtrij. Het duurt ongeveer {minutes} min.",
}
