import type { Script } from './script.ts'

export const SPANISH: readonly Script[] = [
  {
    key: 'quake',
    channel: 'world',
    wordings: [
      [
        'Un terremoto de magnitud {mag} deja al menos {n} muertos en {city}',
        'Los equipos de rescate buscan supervivientes entre los escombros de {city}, {city.country}, tras un seísmo de {mag}.',
      ],
      [
        '{city} llora a sus {n} muertos tras el seísmo de {mag}',
        'Los hospitales de {city} atienden a los heridos en los aparcamientos y las réplicas no cesan.',
      ],
      [
        'Suben a {n} las víctimas mortales del terremoto en {city.country}',
        'Las réplicas dificultan la búsqueda en {city}, donde el temblor de {mag} derribó barrios enteros.',
      ],
      [
        '“Todo se movía”: la noche en que tembló {city}',
        'Cadenas humanas retiran piedras en el casco viejo de {city}. El balance provisional es de {n} fallecidos.',
      ],
    ],
  },
  {
    key: 'ferry',
    channel: 'world',
    wordings: [
      [
        'Vuelca un ferri frente a {city}: {saved} rescatados y {missing} desaparecidos',
        'La guardia costera sacó del agua a {saved} personas; continúa la búsqueda frente a {city}.',
      ],
      [
        'Los pescadores de {city} que salvaron a {saved} náufragos',
        'Cortaron las redes y dieron la vuelta. Aún faltan {missing} pasajeros del ferri hundido.',
      ],
      [
        '{city.country} busca a {missing} desaparecidos tras el naufragio de {city}',
        'Los buzos alcanzaron esta mañana el pecio y el Gobierno inmovilizó los barcos gemelos.',
      ],
      [
        'Tragedia en el mar de {city}',
        'Un golpe de mar volcó el transbordador de la tarde; {saved} personas están a salvo y {missing} siguen sin aparecer.',
      ],
    ],
  },
  {
    key: 'election',
    channel: 'world',
    wordings: [
      [
        '{person} gana la presidencia de {country} con el {pct} % de los votos',
        'La autoridad electoral de {country} proclamó la victoria de {person} sobre {rival}.',
      ],
      [
        '{rival} reconoce la derrota ante {person.last} en {country}',
        'La llamada llegó poco antes de medianoche: {person} alcanzó el {pct} %.',
      ],
      [
        'Vuelco en {country}: {person.last} llega al palacio presidencial',
        'Distritos fieles durante treinta años al partido de {rival} cambiaron de bando.',
      ],
      [
        'Qué cambia en {country} con la victoria de {person}',
        'Combustible, pesca y pensiones: las promesas de quien venció con el {pct} % a {rival.last}.',
      ],
    ],
  },
  {
    key: 'ceasefire',
    channel: 'world',
    wordings: [
      [
        '{country} y {other} pactan en {city} un alto el fuego de {days} días',
        'Tras una noche de negociaciones, las delegaciones de {country} y {other} anunciaron una tregua.',
      ],
      [
        'Callan las armas entre {country} y {other}',
        'Los pueblos de la frontera vivieron su primera noche tranquila en meses gracias al acuerdo de {city}.',
      ],
      [
        'La tregua de {city} da {days} días a {country} y {other} para hablar de prisioneros y agua',
        'Observadores vigilarán los pasos fronterizos mientras siguen las conversaciones.',
      ],
      [
        'Así se negoció la tregua de {city}',
        'Un ascensor roto, sopa fría y un mediador terco: {days} días de paz entre {country} y {other}.',
      ],
    ],
  },
  {
    key: 'flood',
    channel: 'world',
    wordings: [
      [
        'Inundaciones en {city}: {n} evacuados',
        'Cayeron más de {mm} litros por metro cuadrado en un día y el ejército trasladó en lanchas a {n} vecinos.',
      ],
      [
        '{city}, bajo el agua tras {mm} mm de lluvia',
        'El río se desbordó por tres puntos y miles de vecinos de {city} duermen en escuelas.',
      ],
      [
        'Lluvia récord en {city.country} obliga a desalojar a {n} personas',
        'El observatorio de {city} midió {mm} milímetros, el máximo de su historia.',
      ],
      [
        '“El agua subía por la escalera”: relatos de la riada de {city}',
        'Las {n} personas desalojadas empiezan a volver a casas llenas de barro.',
      ],
    ],
  },
  {
    key: 'wildfire',
    channel: 'world',
    wordings: [
      [
        'El incendio de {city} arrasa {ha} hectáreas',
        'El viento empuja las llamas hacia los suburbios de {city}, donde trabajan {crews} bomberos.',
      ],
      [
        '{crews} bomberos luchan contra el fuego a las puertas de {city}',
        'Los aviones descargaron agua hasta el anochecer; ya han ardido {ha} hectáreas de pinar.',
      ],
      [
        '{city} respira humo por tercer día',
        'Colegios cerrados y mascarillas mientras el fuego de {city.country} alcanza las {ha} hectáreas.',
      ],
      [
        'Nuevas evacuaciones cerca de {city} por un fuego sin control',
        'Cuatro pueblos más deben salir. El incendio ha quemado {ha} hectáreas.',
      ],
    ],
  },
  {
    key: 'airport',
    channel: 'world',
    wordings: [
      [
        'La huelga en el aeropuerto de {city} cancela {flights} vuelos',
        'El paro convocado por {union} sindicatos dejó en tierra {flights} salidas en {city}.',
      ],
      [
        '{city}, paralizado: {flights} vuelos suspendidos',
        'Los viajeros durmieron sobre las maletas; la negociación en {city} se retoma mañana.',
      ],
      [
        'Qué pueden reclamar los afectados por la huelga de {city}',
        'Guía para los pasajeros de los {flights} vuelos cancelados por el paro.',
      ],
      [
        'Cielos vacíos sobre {city} por el conflicto salarial',
        'Es la mayor huelga de la aviación de {city.country}, con {union} sindicatos unidos.',
      ],
    ],
  },
  {
    key: 'climate',
    channel: 'world',
    wordings: [
      [
        '{n} países acuerdan en {city} un fondo climático de {bn} 000 millones',
        'El dinero protegerá costas y cosechas, según el texto firmado en {city} por {n} Gobiernos.',
      ],
      [
        '{city} cierra la cumbre del clima con mucho dinero y pocas fechas',
        'Los ecologistas critican el acuerdo de {n} países, dotado con {bn} 000 millones de dólares.',
      ],
      [
        'La larga noche de {city} que salvó el pacto climático',
        'El reloj de la sala se detuvo a las 23:58 y al alba había {bn} 000 millones.',
      ],
      [
        'Los Estados insulares celebran el acuerdo de {city}',
        'El fondo de {bn} 000 millones, apoyado por {n} países, podría pagar en dos años.',
      ],
    ],
  },
  {
    key: 'volcano',
    channel: 'world',
    wordings: [
      [
        'Erupción cerca de {city}: la ceniza alcanza {km} kilómetros',
        'Unas {n} personas abandonan las laderas sobre {city}.',
      ],
      [
        'El volcán de {city} despierta tras un siglo',
        'La lava llegó al bosque y {n} vecinos de {city.country} han sido desalojados.',
      ],
      [
        'La nube de ceniza de {city} cierra el espacio aéreo de {city.country}',
        'Las aerolíneas desvían vuelos por una columna de {km} km de altura.',
      ],
      [
        'Nieve gris en {city}',
        'Los comerciantes barren la acera cada hora bajo un penacho de {km} kilómetros.',
      ],
    ],
  },
  {
    key: 'tanker',
    channel: 'world',
    wordings: [
      [
        'Un petrolero de {company} encalla en {city} y vierte {t} toneladas',
        'Se despliegan barreras en la bahía de {city} para contener el fuel.',
      ],
      [
        'La marea negra llega a las playas de {city}',
        'Voluntarios con palas limpian la costa. {company} promete pagar por las {t} toneladas derramadas.',
      ],
      [
        '{company} pide perdón por el vertido de {city}',
        'La disculpa llega dos días después del naufragio que derramó {t} toneladas de fuel.',
      ],
      [
        'Los prácticos de {city} habían avisado del arrecife',
        'Documentos muestran dos advertencias antes de que encallara el barco de {company}.',
      ],
    ],
  },
  {
    key: 'heist',
    channel: 'world',
    wordings: [
      [
        'Roban {n} {loot} del museo de {city} en cuatro minutos',
        'Los ladrones iban disfrazados de limpiacristales, según la policía de {city}.',
      ],
      [
        'Los limpiacristales de {city}: crónica de un robo de museo',
        'Cubos, una escalera y una lista: así desaparecieron {n} {loot}.',
      ],
      [
        'Cierra el museo de {city} tras un robo a plena luz',
        'La policía de {city.country} busca dos furgonetas y {n} {loot}.',
      ],
      [
        'Ofrecen recompensa por los {n} objetos robados en {city}',
        'Los expertos dicen que es imposible vender las piezas ({loot}) sustraídas del museo.',
      ],
    ],
  },
  {
    key: 'rates',
    channel: 'business',
    wordings: [
      [
        'El banco central de {country} sube los tipos al {rate} %',
        'La decisión anunciada por {person} sorprendió a los mercados.',
      ],
      [
        '{country} lleva los tipos al {rate} % ante una inflación “pegajosa como la miel”',
        'La frase es de {person}, al frente del banco central, que no descarta más subidas.',
      ],
      [
        'Hipotecas más caras en {country} tras la subida al {rate} %',
        'La banca ajustó sus ofertas en menos de una hora desde el anuncio de {person}.',
      ],
      [
        'Sorpresa en {country}: {person.last} encarece el dinero',
        'La moneda saltó tras fijarse el tipo oficial en el {rate} %.',
      ],
    ],
  },
  {
    key: 'tradepact',
    channel: 'business',
    wordings: [
      [
        '{country} y {other} firman un acuerdo comercial de {bn} 000 millones',
        'Los aranceles a coches, quesos y acero desaparecerán en {years} años.',
      ],
      [
        'Adiós a los aranceles entre {country} y {other} en {years} años',
        'Los exportadores celebran un pacto valorado en {bn} 000 millones de dólares.',
      ],
      [
        'Los ganaderos de {country} recelan del pacto con {other}',
        'Los sindicatos lecheros dicen que el acuerdo de {bn} 000 millones se firmó sin ellos.',
      ],
      [
        'Diez años y un queso: el acuerdo entre {country} y {other}',
        'El último escollo fueron las denominaciones. Los aranceles caerán en {years} años.',
      ],
    ],
  },
  {
    key: 'merger',
    channel: 'business',
    wordings: [
      [
        '{company} comprará {target} por {bn} millardos de dólares',
        'La operación en efectivo y acciones es la mayor de la historia de {company}.',
      ],
      [
        '{target} acepta la oferta de {company}',
        'El consejo de {target} recomienda la tercera propuesta, de {bn} millardos.',
      ],
      [
        'Las acciones de {target} se disparan por la opa de {company}',
        'Subieron un tercio tras la oferta de {bn} millardos; las de {company} cayeron.',
      ],
      [
        'Por qué {company} paga {bn} millardos por {target}',
        'Deuda barata, viejas patentes y la rivalidad de dos fundadores.',
      ],
    ],
  },
  {
    key: 'layoffs',
    channel: 'business',
    wordings: [
      [
        '{company} despedirá a {n} empleados, el {pct} % de la plantilla',
        'La nueva dirección de {company} anuncia una reorganización completa.',
      ],
      [
        '{n} despidos en {company} por videollamada',
        'La reunión duró seis minutos. Los sindicatos hablan de un recorte “brutal y mal escrito”.',
      ],
      [
        '{company} recorta el {pct} % de su personal y sube en bolsa',
        'Los inversores aplauden el ahorro por la salida de {n} trabajadores.',
      ],
      [
        'Seis minutos para decir adiós: los despidos de {company}',
        'Varios de los {n} afectados cuentan cómo recibieron la noticia.',
      ],
    ],
  },
  {
    key: 'breach',
    channel: 'technology',
    wordings: [
      [
        'Un robo de datos en {company} afecta a {m} millones de clientes',
        'Nombres, direcciones y parte de las tarjetas quedaron expuestos, admite {company}.',
      ],
      [
        'A la venta {m} millones de registros de {company}',
        'Quien investigó el caso, {person}, halló la base de datos antes que la propia empresa.',
      ],
      [
        '{company} tardó tres semanas en contar el robo de datos',
        'Los reguladores piden explicaciones por los {m} millones de cuentas filtradas.',
      ],
      [
        'Qué hacer si eres cliente de {company}',
        'Cambiar la clave y vigilar la tarjeta: consejos de {person} tras la filtración de {m} millones de cuentas.',
      ],
    ],
  },
  {
    key: 'outage',
    channel: 'technology',
    wordings: [
      [
        'La caída de {company} deja sin servicio a {m} millones de usuarios',
        'Un error de configuración tumbó la red durante {hours} horas.',
      ],
      [
        '{hours} horas a oscuras: {company} explica su peor avería',
        'El cambio se revisó, se aprobó y estaba mal. Afectó a {m} millones de personas.',
      ],
      [
        '{company} recupera el servicio tras {hours} horas',
        'La empresa compensará con un mes gratis a los {m} millones de afectados.',
      ],
      [
        'Una línea de código y {m} millones de personas sin {company}',
        'El informe de la avería de {hours} horas es de una franqueza poco habitual.',
      ],
    ],
  },
  {
    key: 'lander',
    channel: 'science',
    wordings: [
      [
        '{country} aterriza una sonda en la Luna ({region})',
        'El módulo de {kg} kilos se posó a menos de cuarenta metros de su objetivo.',
      ],
      [
        '{country} entra en el club lunar',
        'Aplausos en el centro de control: la sonda de {kg} kg tocó suelo en la zona elegida ({region}).',
      ],
      [
        'Primeras imágenes de la sonda lunar de {country}',
        'Una sombra larga, una antena torcida y, al fondo, el paisaje de la zona ({region}).',
      ],
      [
        'Más barato que una película: así llegó {country} a la Luna',
        'Treinta personas construyeron el módulo de {kg} kilos.',
      ],
    ],
  },
  {
    key: 'vaccine',
    channel: 'science',
    wordings: [
      [
        'La vacuna de {company} contra la malaria alcanza un {pct} % de eficacia',
        'El ensayo en {country} contó con {n} voluntarios.',
      ],
      [
        'Esperanza contra la malaria en {country}',
        'Tres temporadas de lluvia y {n} voluntarios después, los contagios caen un {pct} %.',
      ],
      [
        '{company} pedirá este año la aprobación de su vacuna contra la malaria',
        'El estudio con {n} personas en {country} mostró una protección del {pct} %.',
      ],
      [
        'El pueblo que probó la vacuna de {company}',
        'Madres de {country} caminaron horas para participar en un ensayo con un {pct} % de eficacia.',
      ],
    ],
  },
  {
    key: 'planet',
    channel: 'science',
    wordings: [
      [
        'Hallan un planeta del tamaño de la Tierra a {ly} años luz',
        'Gira en torno a una enana roja cada {days} días, según el equipo de {person}.',
      ],
      [
        '¿Otra Tierra? Su año dura {days} días',
        'El mundo está a {ly} años luz y podría tener océanos. {person} pide no hacer aún las maletas.',
      ],
      [
        'El planeta que apareció en la papelera',
        'El grupo de {person} revisó datos descartados y dio con un mundo a {ly} años luz.',
      ],
      [
        '{person.last} y el mundo de los {days} días',
        'Un tránsito repetido delató un planeta templado a {ly} años luz de nosotros.',
      ],
    ],
  },
  {
    key: 'final',
    channel: 'sports',
    wordings: [
      [
        '{team} gana la Copa Continental al vencer {a}-{b} a {loser}',
        'Doblete de {scorer} en la final de {city}.',
      ],
      [
        '{scorer} corona a {team}',
        'La afición cantó en {city} hasta que se apagaron los focos: {a}-{b} ante {loser}.',
      ],
      [
        '{loser} se estrella contra el palo y contra {scorer.last}',
        'Tres tiros a la madera y una final perdida por {a}-{b} frente a {team}.',
      ],
      [
        '¡Campeones! {team} conquista el continente',
        'El triunfo en {city} sobre {loser} pone fin a veintidós años de espera.',
      ],
    ],
  },
  {
    key: 'transfer',
    channel: 'sports',
    wordings: [
      [
        '{player} ficha por {team} por {m} millones',
        'Contrato de {years} años; {seller} aceptó la oferta anoche.',
      ],
      [
        'Oficial: {player.last} deja {seller} y firma con {team}',
        'La despedida fue en cuatro idiomas. El traspaso cuesta {m} millones.',
      ],
      [
        'La hinchada de {seller} quema bufandas por la venta de {player}',
        '{team} pagará {m} millones por su nueva estrella.',
      ],
      [
        '¿Vale {player} {m} millones?',
        'Goles, carreras y una tarjeta roja: lo que se lleva {team} de {seller}.',
      ],
    ],
  },
  {
    key: 'marathon',
    channel: 'sports',
    wordings: [
      [
        '{person} gana el maratón de {city} en 2:0{min}:{sec}',
        'Su ataque en el puente decidió una carrera con {runners} participantes.',
      ],
      [
        'Récord en {city}: {person.last} vuela sobre los adoquines',
        'Ni la lluvia ni un perro en el recorrido evitaron el 2:0{min}:{sec}.',
      ],
      [
        '{runners} corredores y una boda en camino: el maratón de {city}',
        'Hubo petición de mano en el kilómetro 30 y triunfo de {person}.',
      ],
      [
        '{person} reina en las calles de {city}',
        'El tiempo, 2:0{min}:{sec}, es el mejor jamás logrado en {city.country}.',
      ],
    ],
  },
]
