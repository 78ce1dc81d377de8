/**
 * Cities and states that news happens in, as headlines write them, in lower case: what tells the fire in one from the
 * fire in another. Left out is what is commoner as something else (Nice, Reading, Derby, Austin), and capitals that stand
 * for their governments (Washington, Moscow, Brussels): two sides of one event are reported by these. Forms of one name
 * are parted by `|`; a name of two words is written with `_`.
 */
const CITIES = `
GB london|londres|伦敦|ロンドン manchester|曼彻斯特 birmingham|伯明翰 leeds|利兹 glasgow|格拉斯哥 edinburgh|爱丁堡 bristol
GB nottingham cardiff|加的夫 belfast|贝尔法斯特 plymouth southampton norwich leicester swansea aberdeen dundee wales|威尔士
GB cornwall cumbria yorkshire|约克郡
IE dublin|都柏林 galway limerick
FR paris|巴黎|パリ marseille|马赛 lyon|里昂 toulouse|图卢兹 bordeaux|波尔多 nantes|南特 strasbourg|斯特拉斯堡 montpellier
FR rennes grenoble toulon dijon orly calais rouen
DE berlin|柏林|ベルリン hamburg|汉堡 münchen|munich|慕尼黑 köln|cologne|科隆 frankfurt|法兰克福 stuttgart|斯图加特 düsseldorf
DE dortmund leipzig dresden|德累斯顿 hannover nürnberg bremen mannheim magdeburg duisburg augsburg
ES madrid|马德里 barcelona|巴塞罗那 valencia|巴伦西亚 sevilla|seville zaragoza málaga murcia bilbao granada córdoba alicante
IT rome|罗马 milano|米兰 napoli|naples|那不勒斯 torino|turin|都灵 palermo genova|genoa|热那亚 bologna firenze|佛罗伦萨
IT venezia|venice|威尼斯
PT lisboa|lisbon|里斯本 coimbra braga
NL amsterdam|阿姆斯特丹 rotterdam|鹿特丹 utrecht eindhoven
CH zürich|zurich|苏黎世 basel lausanne
AT wien|vienna|维也纳 graz salzburg innsbruck
BE antwerp|antwerpen|安特卫普 gent|ghent
DK copenhagen|københavn|哥本哈根 aarhus
SE stockholm|斯德哥尔摩 gothenburg|göteborg malmö
NO oslo|奥斯陆 trondheim
FI helsinki|赫尔辛基 tampere
PL warsaw|warszawa|华沙 krakow|kraków gdansk|gdańsk poznań
CZ prague|praha|布拉格 brno
HU budapest|布达佩斯
GR athens|雅典 thessaloniki
RO bucharest|布加勒斯特
RU петербург|петербурге|st_petersburg|圣彼得堡 казань|казани|喀山 новосибирск|новосибирске екатеринбург|екатеринбурге
RU омск|омске|омска томск|томске|томска самара|самаре пермь|перми сочи|索契 махачкала|махачкале рязань|рязани
UA odesa|odessa|敖德萨 kharkiv|哈尔科夫 lviv|利沃夫 zaporizhzhia
TR istanbul|伊斯坦布尔 izmir antalya malatya gaziantep
EG cairo|开罗|القاهرة alexandria|الإسكندرية|亚历山大港 الجيزة
AE dubai|迪拜|دبي
SA riyadh|利雅得|الرياض jeddah|吉达|جدة
IN mumbai|孟买|मुंबई delhi|新德里|दिल्ली kolkata|加尔各答|कोलकाता chennai|चेन्नई bengaluru|bangalore|班加罗尔 hyderabad pune|पुणे
IN kerala|केरल gujarat|गुजरात bihar|बिहार shimla|शिमला sikkim|सिक्किम patna|पटना jaipur|जयपुर
PK karachi|卡拉奇 lahore|拉合尔 peshawar
BD dhaka|达卡
NP kathmandu|加德满都
TH bangkok|曼谷 phuket|普吉岛
VN hanoi|河内 胡志明市
PH manila|马尼拉 cebu mindanao|棉兰老岛
ID jakarta|雅加达 bali|巴厘岛 sumatra|苏门答腊 sulawesi
MY kuala_lumpur|吉隆坡 penang
KR seoul|首尔|서울|ソウル busan|釜山|부산 incheon|仁川|인천 대구 강원 경북 제주|济州
JP tokyo|东京|도쿄 osaka|大阪 nagoya|名古屋 kyoto|京都 sapporo|札幌 hiroshima|広島|广岛 fukuoka|福岡|福冈 sendai|仙台 kobe
AU new_south_wales|新南威尔士 sydney|悉尼 melbourne|墨尔本 brisbane|布里斯班 adelaide queensland|昆士兰 tasmania
NZ auckland|奥克兰 wellington|惠灵顿
CA toronto|多伦多 montreal|蒙特利尔 vancouver|温哥华 calgary edmonton winnipeg ontario quebec alberta
MX 墨西哥城 baja_california|下加利福尼亚 tijuana oaxaca acapulco guerrero chiapas monterrey
BR são_paulo|sao_paulo|圣保罗 rio_de_janeiro|里约热内卢 recife petrópolis niterói
AR buenos_aires|布宜诺斯艾利斯 mendoza
CO bogotá|bogota|波哥大 medellín|medellin
PE lima|利马 cusco
KE nairobi|内罗毕 mombasa
NG lagos|拉各斯 abuja
ZA johannesburg|约翰内斯堡 cape_town|开普敦 durban
MA casablanca|卡萨布兰卡 marrakech|marrakesh
US/new_york new_york|纽约|ニューヨーク brooklyn|布鲁克林 manhattan|曼哈顿
US/california california|加州 los_angeles|洛杉矶|ロサンゼルス san_francisco|旧金山 san_diego malibu sacramento
US/texas texas|得州 houston|休斯敦 dallas|达拉斯 san_antonio el_paso
US/florida florida|佛罗里达 miami|迈阿密 tampa
US/illinois illinois|伊利诺伊 chicago|芝加哥
US/massachusetts massachusetts boston|波士顿
US/pennsylvania pennsylvania|宾夕法尼亚 philadelphia|费城 pittsburgh
US/ohio ohio|俄亥俄 cleveland cincinnati
US/michigan michigan|密歇根 detroit|底特律
US/minnesota minnesota|明尼苏达 minneapolis
US/maryland maryland|马里兰 baltimore|巴尔的摩
US/nevada nevada las_vegas|拉斯维加斯
US/louisiana louisiana|路易斯安那 new_orleans|新奥尔良
US/colorado colorado|科罗拉多 denver|丹佛
US alabama alaska|阿拉斯加 arizona|亚利桑那 arkansas connecticut delaware hawaii|夏威夷 idaho indiana iowa kansas kentucky|肯塔基
US missouri|密苏里 montana nebraska new_hampshire new_jersey|新泽西 new_mexico oklahoma oregon tennessee|田纳西 utah|犹他
US vermont wisconsin wyoming seattle|西雅图 atlanta|亚特兰大`

/** Each form of a name and the place it means: `US/ohio/cleveland`, `FR/lyon`. */
export function worldCities(): (readonly [name: string, place: string])[] {
  return CITIES.trim()
    .split('\n')
    .flatMap((line) => {
      const [region = '', ...cities] = line.split(' ')
      return cities.flatMap((city) => {
        const names = city.split('|').map((name) => name.replaceAll('_', ' '))
        const isRegion = region.endsWith(`/${city.split('|')[0]}`)
        const place = isRegion ? region : `${region}/${names[0]}`
        return names.map((name) => [name, place] as const)
      })
    })
}
