/**
 * Names and happenings that the world's press writes of every day, as its languages write them: what lets a headline in
 * one script meet one in another. One line each: what it is called here, then its forms, folded and in lower case;
 * `*` after a form stands for any ending. Chinese in simplified characters. Places are not here (`places.ts`).
 */
export const WORLD_NAMES = lines(`
un: united nations|联合国|国連|유엔|оон|الامم المتحده|nations unies|naciones unidas|vereinte* nation*|nacoes unidas|nazioni unite
nato: nato|otan|北约|nato軍|北大西洋条約機構|나토|нато|الناتو|حلف الاطلسي
eu: eu|european union|欧盟|欧州連合|유럽연합|евросоюз*|الاتحاد الاوروبي|union europeenne|union europea|europaisch* union|unione europea|ue
who: world health organization|世卫组织|世界卫生组织|世界保健機関|воз|منظمه الصحه العالميه|oms|weltgesundheitsorganisation
imf: imf|国际货币基金组织|国際通貨基金|мвф|صندوق النقد الدولي|fmi|iwf
fed: fed|federal reserve|美联储|連邦準備|연준|фрс|الاحتياطي الفيدرالي|reserva federal|reserve federale|us notenbank
ecb: ecb|欧洲央行|欧州中央銀行|ецб|البنك المركزي الاوروبي|bce|ezb|europaische zentralbank
boj: boj|bank of japan|日本央行|日銀|банк японии
boe: bank of england|英国央行|英国中央銀行|banque d'angleterre|banco de inglaterra
pboc: pboc|中国人民银行|中国央行|people's bank of china
opec: opec|opep|欧佩克|石油输出国组织|опек|اوبك
wto: wto|omc|世贸组织|世界贸易组织|вто
iaea: iaea|国际原子能机构|магатэ|aiea
icc: international criminal court|国际刑事法院|мус|corte penal internacional|cour penale internationale
fifa: fifa|国际足联|фифа
ioc: ioc|国际奥委会|мок|cio
nasa: nasa|美国宇航局|美国航天局|наса|ناسا
whitehouse: white house|白宫|ホワイトハウス|백악관|белый дом|белого дома|البيت الابيض|casa blanca|maison blanche|weiss* haus*|casa bianca|casa branca
kremlin: kremlin|克里姆林宫|クレムリン|크렘린|кремл*|الكرملين
pentagon: pentagon|pentagono|五角大楼|国防総省|пентагон*|البنتاغون
congress: us congress|美国国会|米議会|конгресс* сша
supremecourt: us supreme court|美国最高法院|美最高法院|米最高裁|верховн* суд* сша
hamas: hamas|哈马斯|ハマス|하마스|хамас*|حماس
hezbollah: hezbollah|hizbullah|hisbollah|真主党|ヒズボラ|헤즈볼라|хезболл*|حزب الله
houthi: houthi*|huthi*|胡塞*|フーシ|후티|хусит*|الحوثي*
taliban: taliban|talibanes|塔利班|タリバン|탈레반|талиб*|طالبان
apple: apple|苹果公司|苹果|アップル|애플|ابل
google: google|谷歌|グーグル|구글|غوغل|جوجل
microsoft: microsoft|微软|マイクロソフト|마이크로소프트|майкрософт|مايكروسوفت
amazon: amazon|亚马逊公司|亚马逊|アマゾン|아마존|амазон|امازون
meta: meta|脸书|メタ|메타
tesla: tesla|特斯拉|テスラ|테슬라|тесл*|تسلا
nvidia: nvidia|英伟达|エヌビディア|엔비디아|انفيديا
intel: intel|英特尔|インテル|인텔
samsung: samsung|三星电子|三星|サムスン|삼성*|самсунг|سامسونج|سامسونغ
toyota: toyota|丰田|トヨタ|도요타|тойот*
honda: honda|本田|ホンダ|혼다
nissan: nissan|日产|日産|닛산
sony: sony|索尼|ソニー|소니
boeing: boeing|波音|ボーイング|보잉|боинг*|بوينغ|بوينج
airbus: airbus|空客|空中客车|エアバス|에어버스|эйрбас
volkswagen: volkswagen|vw|大众汽车|フォルクスワーゲン|폭스바겐|фольксваген*
bmw: bmw|宝马
mercedes: mercedes|奔驰|ベンツ
huawei: huawei|华为|ファーウェイ|화웨이|هواوي
alibaba: alibaba|阿里巴巴|アリババ|알리바바
tencent: tencent|腾讯|テンセント|텐센트
bytedance: bytedance|字节跳动|バイトダンス
tiktok: tiktok|抖音国际版|ティックトック|틱톡|تيك توك
byd: byd|比亚迪|비야디
tsmc: tsmc|台积电|台積電
catl: catl|宁德时代
evergrande: evergrande|恒大
softbank: softbank|软银|ソフトバンク|소프트뱅크
goldman: goldman sachs|高盛|ゴールドマン
jpmorgan: jpmorgan|摩根大通|ｊｐモルガン
pfizer: pfizer|辉瑞|ファイザー|화이자
moderna: moderna|莫德纳|モデルナ
astrazeneca: astrazeneca|阿斯利康|アストラゼネカ
novonordisk: novo nordisk|诺和诺德|ノボノルディスク
starbucks: starbucks|星巴克|スタバ|스타벅스
mcdonalds: mcdonald's|mcdonald|麦当劳|マクドナルド|맥도날드
disney: disney|迪士尼|ディズニー|디즈니
netflix: netflix|网飞|奈飞|ネットフリックス|넷플릭스
nintendo: nintendo|任天堂|닌텐도
twitter: twitter|推特|ツイッター|트위터
spacex: spacex|太空探索技术公司|スペースｘ|스페이스x
starship: starship|星舰|스타십
trump: trump|特朗普|トランプ|트럼프|трамп*|ترامب
biden: biden|拜登|バイデン|바이든|байден*|بايدن
harris: kamala harris|哈里斯|ハリス氏|해리스
putin: putin|poutine|普京|プーチン|푸틴|путин*|بوتين
zelensky: zelensky|zelenskyy|zelenskiy|selenskyj|zelenski|泽连斯基|ゼレンスキー|젤렌스키|зеленск*|زيلينسكي
xi: xi jinping|习近平|習近平|시진핑|си цзиньпин*|شي جين بينغ
modi: modi|莫迪|モディ|모디|моди|مودي
netanyahu: netanyahu|netanjahu|内塔尼亚胡|ネタニヤフ|네타냐후|нетаньяху|نتنياهو
macron: macron|马克龙|マクロン|마크롱|макрон*|ماكرون
scholz: scholz|朔尔茨|ショルツ|шольц*|شولتس
merz: merz|默茨|メルツ|мерц*
starmer: starmer|斯塔默|スターマー|стармер*|ستارمر
erdogan: erdogan|埃尔多安|エルドアン|에르도안|эрдоган*|اردوغان
meloni: meloni|梅洛尼|メローニ|мелони|ميلوني
milei: milei|米莱|ミレイ|밀레이
lula: lula|卢拉|ルラ|룰라
maduro: maduro|马杜罗|マドゥロ|мадуро|مادورو
kimjongun: kim jong un|金正恩|金正恩氏|김정은|ким чен ын*
musk: musk|马斯克|マスク氏|머스크|маск*|ماسك
zuckerberg: zuckerberg|扎克伯格|ザッカーバーグ|저커버그|цукерберг*
altman: altman|奥尔特曼|アルトマン|올트먼
powell: powell|鲍威尔|パウエル|파월|пауэлл*|باول
lagarde: lagarde|拉加德|ラガルド|лагард
blinken: blinken|布林肯|ブリンケン|блинкен*|بلينكن
rubio: rubio|鲁比奥|ルビオ|рубио
lavrov: lavrov|lawrow|拉夫罗夫|ラブロフ|лавров*|لافروف
pope: pope|papst|papa|pape|教皇|教宗|ローマ教皇|교황|папа римский|البابا
messi: messi|梅西|メッシ|메시|месси|ميسي
ronaldo: ronaldo|c罗|罗纳尔多|ロナウド|호날두|роналду|رونالدو
djokovic: djokovic|德约科维奇|ジョコビッチ|조코비치|джокович*
taylorswift: taylor swift|泰勒斯威夫特|霉霉|スウィフト
realmadrid: real madrid|皇家马德里|皇马|レアルマドリード|레알 마드리드|реал* мадрид*|ريال مدريد
barcelona: barcelona|barca|巴塞罗那|巴萨|バルセロナ|바르셀로나|барселон*|برشلونه
bayern: bayern|bayern munich|拜仁|バイエルン|바이에른|бавари*|بايرن
manutd: manchester united|曼联|マンチェスターユナイテッド|맨유|манчестер юнайтед
mancity: manchester city|曼城|マンチェスターシティ|맨시티|манчестер сити
liverpool: liverpool|利物浦|リバプール|리버풀|ливерпул*
arsenal: arsenal|阿森纳|アーセナル|아스널|арсенал*
chelsea: chelsea|切尔西|チェルシー|첼시|челси
psg: psg|paris saint germain|巴黎圣日耳曼|パリサンジェルマン|파리 생제르맹|псж
juventus: juventus|尤文图斯|ユベントス|유벤투스|ювентус*
nobel: nobel*|诺贝尔*|ノーベル|노벨*|нобел*|نوبل
oscars: oscar*|奥斯卡|アカデミー賞|아카데미상|оскар*|الاوسكار
worldcup: world cup|世界杯|ｗ杯|월드컵|чемпионат* мира|كاس العالم|mundial|coupe du monde|weltmeisterschaft
olympics: olympic*|olympi*|奥运*|五輪|올림픽|олимпи*|الاولمبي*|juegos olimpicos|jeux olympiques
covid: covid|新冠|コロナ|코로나|ковид*|كورونا
bitcoin: bitcoin|比特币|ビットコイン|비트코인|биткоин*|биткойн*|بيتكوين
brent: brent|布伦特*|北海ブレント
gaza: gaza|加沙|ガザ|가자|газ* сектор*|غزه|gazastreifen
westbank: west bank|约旦河西岸|ヨルダン川西岸|الضفه الغربيه|cisjordania|cisjordanie|westjordanland
crimea: crimea|克里米亚|クリミア|крым*|krim|crimee
hormuz: hormuz|ormuz|霍尔木兹|ホルムズ|ормузск*|هرمز
redsea: red sea|红海|紅海|красно* мор*|البحر الاحمر|mar rojo|mer rouge
kyiv: kyiv|kiev|kiew|基辅|キーウ|키이우|киев*|كييف
moscow: moscow|moskau|moscou|moscu|mosca|莫斯科|モスクワ|모스크바|москв*|موسكو
london: london|londres|londra|伦敦|ロンドン|런던|лондон*|لندن
paris: paris|parigi|巴黎|パリ|파리|париж*|باريس
berlin: berlin|berlino|柏林|ベルリン|베를린|берлин*|برلين
tokyo: tokyo|tokio|东京|東京|도쿄|токио|طوكيو
newyork: new york|nueva york|纽约|ニューヨーク|뉴욕|нью йорк*|نيويورك
losangeles: los angeles|洛杉矶|ロサンゼルス|로스앤젤레스|лос анджелес*
california: california|californie|kalifornien|加州|加利福尼亚|カリフォルニア|캘리포니아|калифорни*|كاليفورنيا
florida: florida|floride|佛罗里达|佛州|フロリダ|플로리다|флорид*
texas: texas|得州|得克萨斯|テキサス|텍사스|техас*
istanbul: istanbul|estambul|伊斯坦布尔|イスタンブール|이스탄불|стамбул*|اسطنبول
jerusalem: jerusalem|耶路撒冷|エルサレム|예루살렘|иерусалим*|القدس
telaviv: tel aviv|特拉维夫|テルアビブ|тель авив*|تل ابيب
tehran: tehran|teheran|德黑兰|テヘラン|테헤란|тегеран*|طهران
beirut: beirut|beyrouth|贝鲁特|ベイルート|베이루트|бейрут*|بيروت
damascus: damascus|damas|damaskus|damasco|大马士革|ダマスカス|дамаск*|دمشق
cairo: cairo|kairo|le caire|el cairo|开罗|カイロ|каир*|القاهره
hawaii: hawaii|hawai|夏威夷|ハワイ|하와이|гавай*
alaska: alaska|阿拉斯加|アラスカ|알래스카|аляск*
hokkaido: hokkaido|北海道|홋카이도|хоккайдо
okinawa: okinawa|冲绳|沖縄|오키나와|окинав*
fukushima: fukushima|福岛|福島|후쿠시마|фукусим*
noto: noto|能登
sumatra: sumatra|苏门答腊|スマトラ|суматр*
java: java|爪哇|ジャワ|ява
luzon: luzon|吕宋|ルソン
`)

/** What happened, by the word every report of it uses. */
export const HAPPENINGS = lines(`
quake: earthquake*|quake*|地震|지진|землетрясени*|زلزال|seisme*|terremoto*|sismo*|erdbeben|tremblement de terre
tsunami: tsunami*|海啸|津波|쓰나미|цунами
eruption: erupt*|volcan*|火山|화산|вулкан*|извержени*|بركان|vulkan*
flood: flood*|洪水|洪灾|洪涝|浸水|홍수|наводнени*|فيضان*|inondation*|inundacion*|uberschwemmung*|hochwasser|alluvion*|inundac*
storm: storm|typhoon|hurricane|cyclone|台风|飓风|台風|태풍|허리케인|ураган*|тайфун*|اعصار|ouragan|huracan|tifon|typhon|taifun|hurrikan|tormenta|tempete|sturm
wildfire: wildfire*|bushfire*|山火|野火|森林火灾|山火事|산불|лесн* пожар*|حرائق|incendios forestales|feux de foret|waldbrand*
fire: fire|blaze|火灾|大火|火災|화재|пожар*|حريق|incendie|incendio|brand|grossbrand
blast: explo*|blast*|爆炸|爆発|폭발|взрыв*|انفجار*
planecrash: plane crash*|air crash|crashes plane|坠机|空难|客机坠毁|墜落|추락|авиакатастроф*|самолет* разби*|تحطم طائره|crash d'avion|accidente aereo|avion se estrella|flugzeugabsturz
derail: derail*|脱轨|脱線|탈선|сош* с рельс*|descarrila*|deraille*|entgleis*
shooting: shooting*|gunman|gunmen|枪击|銃撃|총격|стрельб*|اطلاق نار|fusillade|tiroteo|schusse|schiesserei
airstrike: airstrike*|air strike*|空袭|空爆|공습|авиауда*|غاره|غارات|frappe aerienne|bombardeo|luftangriff*
missile: missile*|rocket*|导弹|ミサイル|미사일|ракет*|صاروخ*|صواريخ|misil*|rakete*
drone: drone*|无人机|ドローン|無人機|무인기|드론|беспилотник*|дрон*|مسيره|drohne*|dron*
ceasefire: ceasefire|cease fire|truce|停火|停戦|휴전|прекращени* огня|перемири*|هدنه|وقف اطلاق النار|cessez le feu|alto el fuego|waffenruhe|tregua
hostage: hostage*|人质|人質|인질|заложник*|رهائن|otage*|rehen*|geisel*
coup: coup|政变|クーデター|쿠데타|переворот*|انقلاب|golpe|putsch
election: election*|vote*|大选|选举|選挙|선거|выбор*|انتخابات|eleccion*|wahl*|elezioni|eleic*
resign: resign*|steps down|quits|辞职|辞任|사임|отставк*|استقال*|demission*|dimite|dimision|renuncia|rucktritt|tritt zuruck|dimissioni
dies: dies|died|death of|obituary|去世|逝世|病逝|死去|별세|사망|умер*|скончал*|وفاه|توفي|mort de|decede|muere|fallece|stirbt|gestorben|morto
arrest: arrest*|逮捕|被捕|拘捕|체포|арест*|задержа*|اعتقال|القبض|detenid*|detien*|arrete|festgenommen|verhaft*
verdict: sentence*|convict*|guilty|jailed|判处|获刑|被判|有罪|判決|선고|유죄|приговор*|حكم|condamn*|condena*|verurteilt
sanctions: sanction*|制裁|제재|санкци*|عقوبات|sanciones|sanktion*
tariff: tariff*|关税|関税|관세|пошлин*|رسوم جمركيه|droits de douane|arancel*|zolle|zoll|dazi|tarif*
ratecut: cuts rate*|rate cut|cuts interest|降息|利下げ|금리 인하|снизил* ставк*|خفض الفائده|baisse ses taux|baja los tipos|recorta los tipos|recorta tasas|senkt leitzins|zinssenkung
ratehike: raises rate*|rate hike|hikes rate*|hikes interest|加息|利上げ|금리 인상|повысил* ставк*|رفع الفائده|releve ses taux|sube los tipos|erhoht leitzins|zinserhohung
layoffs: layoff*|lay off|lays off|cut jobs|cuts jobs|job cuts|裁员|人員削減|감원|해고|сокраща*|увольн*|licencie*|despid*|despidos|entlass*|stellenabbau
acquire: acquir*|takeover|buys|to buy|收购|买下|買収|인수|покупа*|купи*|поглощени*|استحواذ|rachete|rachat|adquiere|compra|ubernimmt|ubernahme|acquisisce
strike: walkout|strike action|on strike|罢工|ストライキ|파업|забастовк*|اضراب|greve|huelga|streik|sciopero
protest: protest*|抗议|示威|抗議|デモ|시위|протест*|احتجاج*|مظاهر*|manifestation*|manifestacion*
launch: launch*|发射|打ち上げ|발사|запуск*|запусти*|اطلاق|lanc*|lanza*|starte*
recall: recall*|召回|リコール|리콜|отзыва*|rappelle|retira del mercado|ruckruf*
outage: blackout|outage|停电|停電|정전|отключени*|انقطاع|apagon|panne*|stromausfall
leak: data leak|data breach|泄露|漏えい|流出|유출|утечк*|تسريب|fuite de donnees|filtracion|datenleck
bankrupt: bankrupt*|破产|倒産|破産|파산|банкрот*|افلاس|faillite|quiebra|bancarrota|insolven*
ban: ban|bans|banned|禁止|禁令|禁じる|금지|запре*|حظر|interdi*|prohib*|verbot|verbiet*
outbreak: outbreak|疫情暴发|疫情|集団感染|вспышк*|تفشي|epidemie|brote|ausbruch
wins: wins|won|beats|beat|defeat*|夺冠|获胜|击败|战胜|優勝|勝利|우승|승리|выигра*|побед*|обыгра*|فوز|فاز|يفوز|gagne*|remporte|bat|gana|vence|gewinnt|siegt|schlagt|vince|batte|derrota
draw: draw*|战平|引き分け|무승부|вничью|تعادل|nul|empata*|unentschieden|pareggi*
visit: visit*|访问|訪問|방문|визит*|زياره|يزور|visite|visita|besuch*
summit: summit|峰会|首脳会談|首脳会議|정상회담|саммит*|قمه|sommet|cumbre|gipfel*|vertice
abdicate: abdicat*|退位|퇴위|отрек*|abdica*|abdik*
collapse: collapse*|坍塌|倒塌|垮塌|崩落|崩壊|붕괴|обруши*|انهيار|effondre*|derrumb*|einsturz
stampede: stampede|crush|踩踏|雑踏|압사|давк*|تدافع|bousculade|estampida|massenpanik
merger: merger|merge|合并|合併|統合|합병|слияни*|اندماج|fusion*
impeach: impeach*|弹劾|弾劾|탄핵|импичмент*|عزل|destitucion|destitution|amtsenthebung
record: record|纪录|新高|最高値|最高記録|신기록|рекорд*|قياسي|recor*|rekord*
`)

function lines(text: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const at = line.indexOf(':')
        return [
          line.slice(0, at),
          line
            .slice(at + 1)
            .trim()
            .split('|'),
        ] as const
      }),
  )
}
