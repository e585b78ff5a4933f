"""Words that no list holds, and that are no medicine either."""

from itertools import pairwise

from screening.medicines.plain_words import PLAIN_WORDS
from tests.medicines.names import match

ENGLISH = """
    animal answer apple baby ball banana bank beach bean beautiful beer bicycle bird birthday
    black blanket blue board boat book bread bridge bright brother brown building burger butter
    cake camera candle candy captain carpet castle cat center chair cheese chicken child
    chocolate church circle city clean clock cloud coat coffee cold color computer cookie corner
    cotton country cousin cow cup curtain dance dark desk dinner dog dollar door dragon dream
    dress driver egg elephant engine energy family farmer father festival field finger fire flag
    flower forest fork friend fruit garden gate glass gold grass green guitar hair hammer hat
    holiday honey horse house ice island jacket jelly journey juice jungle key kitchen kitten
    ladder lake lamp language laptop leader leather lemon letter library light lion machine
    magic market message metal milk minister mirror money monkey moon mother mountain movie
    music nature neighbor newspaper number nut ocean onion orange oven page paint palace paper
    parent party pasta pencil pepper phone piano picture pillow pilot pizza planet plant plastic
    plate pocket police pond potato present prison queen rabbit radio rain record red ribbon
    rice ring river road robot rock roof room rose sand sandwich school science season secret
    shadow sheep ship shirt shoe silver simple singer sister snow soap soccer sock soda sofa
    soldier soup spider spoon square stairs star station stone store story street student summer
    sunny sweater table tea teacher telephone temple tennis theater ticket tiger tomato tower
    town toy train travel tree triangle truck trumpet turkey umbrella uncle vacation valley
    vegetable velvet village violin voice wagon wall water weather wheel white wind window
    winter wine winner wonder wood world yellow zebra zero
""".split()  # noqa: SIM905
SPANISH = """
    abeja abuela abuelo agua amigo amor arbol arena arroz autobus avion azul baile banco barco
    bosque blanco brujula caballo cafe calle cama camino camisa campana carne carta casaca
    cerveza chico ciudad clase coche cocina collar color compadre computadora conejo cuchara
    cuerpo edificio elefante escalera escuela espejo estrella familia fiesta flor fruta fuego
    gato guitarra hermano hierro hija hijo hombre huevo iglesia isla jardin jugo lampara leche
    leon libro limon llave luna luz madera madre maestro manzana mar mariposa mercado mesa
    montana mujer musica naranja negro nieve nina nino nube oro oso padre pajaro palabra pan
    papel pared parque pelota perro pescado piedra planta plata playa plaza pluma pollo pueblo
    puente puerta queso raton regalo reina reloj rey rio rojo ropa rosa sal sandia silla sol
    sombrero sopa taza techo telefono tienda tierra tigre trabajo tren uva vaca vaso vecino
    ventana verano verde vestido viaje viento vino zapato
""".split()  # noqa: SIM905
PEOPLE = """
    aaron alejandro alice amanda andrea angela anthony antonio barbara benjamin brenda brian
    carlos carmen carol catherine charles christine daniel david deborah diana diego dorothy
    edward elena elizabeth emily emma eric fernando francisco garcia gary gloria gonzalez
    guadalupe hernandez isabel jacob james jennifer jessica john johnson jose joseph joshua juan
    karen kevin laura linda lopez luis manuel margaret maria martinez mary matthew michael
    miguel nancy nicole olivia pablo patricia paul perez peter rachel ramirez rebecca ricardo
    robert rodriguez rosa sanchez sandra sarah sofia sophia stephanie susan teresa thomas
    valentina veronica victoria william williams
""".split()  # noqa: SIM905


def test_ordinary_words_and_names_of_people_are_no_medicines():
    for word in ENGLISH + SPANISH + PEOPLE:
        assert match(word).matches == (), word
        assert not match(word).recognised


def test_plain_words_are_no_medicines_alone_or_together():
    words = sorted(PLAIN_WORDS)
    for word in words:
        assert match(word).matches == (), word
    for first, second in pairwise(words):
        assert match(f"{first} {second}").matches == (), (first, second)
