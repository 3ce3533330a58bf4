"""What people call the kinds of garments, in English, German, French, Spanish, Italian, Dutch and Portuguese.

A word that names two kinds (`collant`, `medias`, `Strumpf`, `sleeve`) is none of them.
"""

from __future__ import annotations

from typing import Final

from ..model.product import Garment
from .fields import word_reader
from .question import ANY

GARMENTS: Final[dict[str, Garment | None]] = {**{g.value: g for g in Garment}, ANY: None}
"""The words of a question document."""

CALLED: Final = {
    "sock": "socks, knee sock, knee socks, knee high sock, knee high socks, running sock, running socks,"
    " compression sock, compression socks, socke, socken, kniestrumpf, kniestrümpfe, laufsocke,"
    " laufsocken, kompressionssocke, kompressionssocken, chaussette, chaussettes, chaussettes de"
    " compression, chaussettes de running, calcetín, calcetines, calcetines de compresión, calza, calze,"
    " calzino, calzini, gambaletto, gambaletti, sokken, compressiesokken, meia, meias",
    "calf_sleeve": "calf sleeves, calf guard, calf guards, compression calf sleeve, compression calf sleeves,"
    " wadensleeve, wadensleeves, wadenstulpe, wadenstulpen, manchon de mollet, manchons de mollet,"
    " manchons mollet, manchons de mollets, pantorrillera, pantorrilleras, manga de pantorrilla, mangas de"
    " pantorrilla, gambale, gambali, kuitsleeve, kuitsleeves, kuittube, kuittubes, perneira de panturrilha",
    "thigh_sleeve": "thigh sleeves, quad sleeve, quad sleeves, oberschenkelsleeve, oberschenkelsleeves,"
    " oberschenkelstulpe, oberschenkelstulpen, manchon de cuisse, manchons de cuisse, muslera, musleras,"
    " dijsleeve, dijsleeves",
    "full_leg_sleeve": "full leg sleeves, leg sleeve, leg sleeves, beinling, beinlinge, beinstulpe, beinstulpen,"
    " manchon de jambe, manchons de jambe, jambière, jambières, pernera, perneras, beensleeve, beensleeves",
    "shorts": "short, running shorts, compression shorts, kurze hose, kurze tights, laufshorts, cuissard,"
    " cuissards, pantalón corto, pantalones cortos, mallas cortas, pantaloncini, korte broek, calções",
    "tights": "tight, legging, leggings, running tights, compression tights, laufhose, laufhosen, lauftight,"
    " lauftights, lange tights, collant de running, collants de running, collant de course, collants de"
    " course, collant de sport, malla, mallas, mallas largas, leggins, calzamaglia, hardlooplegging",
    "thigh_high": "thigh highs, thigh high stocking, thigh high stockings, thigh high socks, overknees, overknee, bas"
    " autofixants, medias hasta el muslo",
    "pantyhose": "panty hose, strumpfhose, strumpfhosen, pantimedias, pantis",
    "any": "all, all kinds, alle, egal, alles, tous, toutes, todos, todas, cualquiera, tutti, tutte",
}
"""More words for each kind, parted by commas."""
ALSO: Final = {word.strip(): GARMENTS[kind] for kind, words in CALLED.items() for word in words.split(",")}

garment_reader: Final = word_reader(GARMENTS, ALSO)
"""Reads the kind of garment that a word names, None for any."""
