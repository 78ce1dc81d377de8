import type { Script } from './script.ts'

export const GERMAN: readonly Script[] = [
  {
    key: 'quake',
    channel: 'world',
    wordings: [
      [
        'Erdbeben der Stärke {mag} erschüttert {city}: mindestens {n} Tote',
        'Rettungskräfte suchen in den Trümmern von {city} ({city.country}) nach Überlebenden.',
      ],
      [
        'Zahl der Toten nach Beben in {city} steigt auf {n}',
        'Nachbeben behindern die Suche. Die Krankenhäuser behandeln Verletzte auf Parkplätzen.',
      ],
      [
        '„Alles hat sich bewegt“: {city} nach dem Beben',
        'Menschenketten räumen Schutt in der Altstadt; das Beben der Stärke {mag} war das schwerste seit Jahrzehnten.',
      ],
      [
        '{city.country} sucht nach Überlebenden',
        'Das Beben der Stärke {mag} traf {city} vor dem Morgengrauen; {n} Menschen kamen ums Leben.',
      ],
    ],
  },
  {
    key: 'election',
    channel: 'world',
    wordings: [
      [
        '{person} gewinnt Präsidentschaftswahl in {country}',
        'Mit {pct} Prozent der Stimmen setzte sich {person} gegen {rival} durch.',
      ],
      [
        '{rival} räumt Niederlage gegen {person.last} ein',
        'Kurz vor Mitternacht kam der Anruf: {country} bekommt eine neue Führung ({pct} Prozent).',
      ],
      [
        'Was der Sieg von {person} für {country} bedeutet',
        'Treibstoff, Fischerei, Renten: die Versprechen im Überblick.',
      ],
      [
        'Machtwechsel in {country}: {person.last} zieht in den Präsidentenpalast',
        'Wahlkreise, die dreißig Jahre zu {rival} hielten, kippten. Endergebnis: {pct} Prozent.',
      ],
    ],
  },
  {
    key: 'ceasefire',
    channel: 'world',
    wordings: [
      [
        '{country} und {other} einigen sich in {city} auf Waffenruhe',
        '{days} Tage sollen die Waffen schweigen, teilten die Delegationen nach nächtlichen Gesprächen mit.',
      ],
      [
        'Erste ruhige Nacht seit Monaten: Waffenruhe zwischen {country} und {other} hält',
        'Hilfskonvois passieren die Grenze. Die Abmachung von {city} gilt {days} Tage.',
      ],
      [
        'Die Nacht von {city}: wie die Waffenruhe zustande kam',
        'Ein kaputter Aufzug, kalte Suppe, ein sturer Vermittler – und {days} Tage Ruhe für {country} und {other}.',
      ],
      [
        '{days} Tage Zeit für {country} und {other}',
        'Beobachter überwachen die Übergänge, in {city} geht es nun um Gefangene und Wasser.',
      ],
    ],
  },
  {
    key: 'flood',
    channel: 'world',
    wordings: [
      [
        'Hochwasser in {city}: {n} Menschen in Sicherheit gebracht',
        'Mehr als {mm} Millimeter Regen fielen binnen eines Tages auf {city}.',
      ],
      [
        '{city} steht unter Wasser',
        'Der Fluss trat an drei Stellen über die Ufer; viele der {n} Betroffenen schlafen in Schulen.',
      ],
      [
        '„Das Wasser kam die Treppe herauf“',
        'Überlebende der Flut in {city} ({city.country}) berichten von {mm} Millimetern Regen in einer Nacht.',
      ],
      [
        'Rekordregen in {city.country}: {n} müssen ihre Häuser verlassen',
        'Das Observatorium von {city} maß {mm} Millimeter, so viel wie nie.',
      ],
    ],
  },
  {
    key: 'airport',
    channel: 'world',
    wordings: [
      [
        'Streik am Flughafen {city}: {flights} Flüge fallen aus',
        '{union} Gewerkschaften haben zum Ausstand aufgerufen.',
      ],
      [
        'Leerer Himmel über {city}',
        'Der größte Streik in der Luftfahrtgeschichte des Landes legt {city} lahm; {flights} Flüge gestrichen.',
      ],
      [
        'Was Reisenden nach dem Streik in {city} zusteht',
        'Umbuchen oder Geld zurück: {flights} Flüge sind betroffen.',
      ],
      [
        '{city}: Reisende schlafen auf Koffern',
        'Der Ausstand von {union} Gewerkschaften trifft {flights} Verbindungen; morgen wird weiter verhandelt.',
      ],
    ],
  },
  {
    key: 'rates',
    channel: 'business',
    wordings: [
      [
        'Notenbank von {country} hebt Leitzins auf {rate} Prozent',
        'Notenbankspitze {person} überrascht die Märkte.',
      ],
      [
        'Zinsschock in {country}: {rate} Prozent',
        'Die Inflation sei „klebrig wie Honig“, sagte {person} zur Begründung.',
      ],
      [
        'Kredite in {country} werden teurer',
        'Banken reagierten binnen einer Stunde auf den Schritt von {person} auf {rate} Prozent.',
      ],
      [
        '{person.last} zieht die Zügel an',
        'Der Leitzins in {country} steigt auf {rate} Prozent, die Währung legt zu.',
      ],
    ],
  },
  {
    key: 'recall',
    channel: 'business',
    wordings: [
      ['{company} ruft {n} Autos zurück', 'Grund sind Mängel an {fault}, teilte {company} mit.'],
      [
        'Rückruf bei {company}: Probleme mit {fault}',
        '{n} Fahrzeuge müssen in die Werkstatt. Verletzt wurde bisher niemand.',
      ],
      [
        'Aktie von {company} rutscht nach Rückruf ab',
        'Die Reparatur von {n} Wagen dürfte mehr als einen Quartalsgewinn kosten.',
      ],
      [
        'Steht Ihr Auto auf der Liste? {company} holt {n} Wagen zurück',
        'So erfahren Halter, ob ihr Fahrzeug von den Mängeln an {fault} betroffen ist.',
      ],
    ],
  },
  {
    key: 'merger',
    channel: 'business',
    wordings: [
      ['{company} übernimmt {target} für {bn} Milliarden Dollar', 'Bezahlt wird in bar und Aktien.'],
      [
        '{target} nimmt Angebot von {company} an',
        'Der Vorstand empfiehlt die dritte Offerte über {bn} Milliarden Dollar.',
      ],
      [
        'Warum {company} {bn} Milliarden für {target} zahlt',
        'Billige Schulden, alte Patente und die Rivalität zweier Gründer.',
      ],
      [
        'Aktie von {target} springt nach Gebot von {company}',
        'Um ein Drittel ging es nach der Offerte über {bn} Milliarden Dollar nach oben.',
      ],
    ],
  },
]

export const FRENCH: readonly Script[] = [
  {
    key: 'quake',
    channel: 'world',
    wordings: [
      [
        'Séisme de magnitude {mag} à {city} : au moins {n} morts',
        'Les secours fouillent les décombres de {city} ({city.country}) à la recherche de survivants.',
      ],
      [
        'Le bilan du séisme de {city} s’alourdit à {n} morts',
        'Les répliques gênent les recherches ; les hôpitaux soignent les blessés sur les parkings.',
      ],
      [
        '« Tout bougeait » : {city} après la secousse',
        'Des chaînes humaines déblaient la vieille ville, frappée par un séisme de magnitude {mag}.',
      ],
      [
        '{city.country} : course contre la montre à {city} après le séisme',
        'La secousse de magnitude {mag} a rasé des quartiers avant l’aube ; {n} corps ont été retrouvés.',
      ],
    ],
  },
  {
    key: 'election',
    channel: 'world',
    wordings: [
      [
        'Présidentielle : victoire de {person} avec {pct} % des voix ({country})',
        '{rival} a reconnu sa défaite peu avant minuit.',
      ],
      [
        '{country} : {rival} s’incline devant {person.last}',
        'La participation est la plus forte depuis une génération ; score final, {pct} %.',
      ],
      [
        'Ce que change la victoire de {person} ({country})',
        'Carburants, pêche, retraites : les promesses de campagne passées en revue.',
      ],
      [
        'Alternance ({country}) : {person.last} entre au palais',
        'Des circonscriptions acquises depuis trente ans au camp de {rival} ont basculé ; résultat, {pct} %.',
      ],
    ],
  },
  {
    key: 'ceasefire',
    channel: 'world',
    wordings: [
      [
        'Trêve de {days} jours conclue à {city} ({country}, {other})',
        'Les délégations ont annoncé un cessez-le-feu après une nuit de discussions à {city}.',
      ],
      [
        '{country}-{other} : première nuit calme depuis des mois',
        'Les convois d’aide franchissent la frontière grâce à la trêve signée à {city}.',
      ],
      [
        'Dans les coulisses de la nuit de {city}',
        'Un ascenseur en panne, une soupe froide, un médiateur têtu : {days} jours de trêve entre les belligérants ({country}, {other}).',
      ],
      [
        '{city} : {days} jours pour parler de prisonniers et d’eau',
        'Des observateurs surveillent les points de passage ({country}, {other}).',
      ],
    ],
  },
  {
    key: 'flood',
    channel: 'world',
    wordings: [
      [
        'Inondations à {city} : {n} personnes évacuées',
        'Il est tombé plus de {mm} mm de pluie en une journée.',
      ],
      [
        '{city} sous les eaux après un record de pluie',
        'Le fleuve a débordé en trois endroits ; {n} habitants ont quitté leur logement.',
      ],
      [
        '« L’eau montait dans l’escalier » : récits de la crue à {city}',
        'Avec {mm} mm en vingt-quatre heures, jamais {city} n’avait connu pareil déluge.',
      ],
      [
        '« Jamais vu ça » : {n} déplacés par la crue ({city.country})',
        'L’observatoire de {city} a mesuré {mm} millimètres, un record.',
      ],
    ],
  },
  {
    key: 'airport',
    channel: 'world',
    wordings: [
      [
        'Grève à l’aéroport de {city} : {flights} vols annulés',
        '{union} syndicats ont appelé à cesser le travail.',
      ],
      [
        'Ciel vide au-dessus de {city}',
        'La plus grande grève de l’aviation locale cloue {flights} avions au sol.',
      ],
      [
        'Grève à {city} : quels droits pour les voyageurs ?',
        'Remboursement ou nouveau billet : le point pour les passagers des {flights} vols supprimés.',
      ],
      [
        '{city} : nuit sur les valises pour les voyageurs',
        'Conflit salarial, {union} syndicats unis et {flights} vols supprimés ; les discussions reprennent demain.',
      ],
    ],
  },
  {
    key: 'rates',
    channel: 'business',
    wordings: [
      [
        'La banque centrale relève son taux à {rate} % ({country})',
        'L’annonce de {person} a surpris les marchés.',
      ],
      [
        'Taux à {rate} % : le crédit plus cher ({country})',
        'Les banques ont réagi en moins d’une heure à la décision de {person}.',
      ],
      [
        '{person.last} durcit le ton : taux directeur à {rate} %',
        'L’inflation est « collante comme le miel », selon la banque centrale ({country}).',
      ],
      [
        'Surprise sur les taux : {rate} % ({country})',
        'La monnaie a bondi après la décision annoncée par {person}.',
      ],
    ],
  },
  {
    key: 'tanker',
    channel: 'world',
    wordings: [
      [
        'Marée noire à {city} : un pétrolier de {company} s’échoue',
        '{t} tonnes de fioul se sont échappées dans la baie de {city}.',
      ],
      [
        'Les plages de {city} souillées par {t} tonnes de fioul',
        'Des bénévoles munis de pelles nettoient le rivage ; {company} promet de payer.',
      ],
      [
        '{company} présente ses excuses pour la marée noire de {city}',
        'Elles arrivent deux jours après l’échouement, qui a libéré {t} tonnes de fioul.',
      ],
      [
        'Les pilotes de {city} avaient signalé le récif',
        'Deux courriers avaient précédé l’échouement du navire affrété par {company}, qui a perdu {t} tonnes.',
      ],
    ],
  },
  {
    key: 'merger',
    channel: 'business',
    wordings: [
      [
        '{company} rachète {target} pour {bn} milliards de dollars',
        'L’opération sera réglée en numéraire et en actions.',
      ],
      [
        '{target} accepte l’offre de {company}',
        'Le conseil recommande cette troisième proposition, à {bn} milliards.',
      ],
      [
        'Pourquoi {company} débourse {bn} milliards pour {target}',
        'Dette bon marché, vieux brevets et rivalité de fondateurs.',
      ],
      [
        'Le titre {target} s’envole après l’offre de {company}',
        'L’action a gagné un tiers sur une proposition à {bn} milliards de dollars.',
      ],
    ],
  },
]
