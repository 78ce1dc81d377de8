/**
 * Events of our own as papers of several languages would head them, in groups that tempt: the same place, people or kind
 * of event with something else. Each line of an event is one language's headline.
 */
export const TRANSLATED_EVENTS: readonly Readonly<Record<string, string>>[] = [
  {
    en: 'Magnitude 6.8 earthquake strikes off Hokkaido, tsunami advisory issued',
    zh: '日本北海道近海发生6.8级地震 发布海啸注意报',
    es: 'Un terremoto de magnitud 6,8 sacude Hokkaido, Japón, y activa la alerta de tsunami',
    ja: '北海道で震度5強、M6.8の地震 津波注意報を発表',
    ru: 'Землетрясение магнитудой 6,8 произошло у берегов Хоккайдо в Японии',
  },
  {
    en: 'Magnitude 5.4 earthquake shakes central Japan, no tsunami warning',
    zh: '日本中部发生5.4级地震 无海啸风险',
  },
  {
    en: 'Earthquake of magnitude 7.1 hits Peru, at least 46 injured',
    zh: '秘鲁发生7.1级地震 至少46人受伤',
    es: 'Un terremoto de 7,1 sacude Perú y deja al menos 46 heridos',
    fr: 'Pérou : un séisme de magnitude 7,1 fait au moins 46 blessés',
  },
  {
    en: 'OpenAI unveils GPT-6 with longer memory and lower prices',
    zh: 'OpenAI发布GPT-6：记忆更长 价格更低',
    de: 'OpenAI stellt GPT-6 vor: mehr Gedächtnis, niedrigere Preise',
    ja: 'OpenAI、GPT-6を発表 記憶を拡張し価格を引き下げ',
  },
  {
    en: 'OpenAI hires former Apple designer to lead hardware team',
    zh: 'OpenAI聘请前苹果设计师领导硬件团队',
  },
  {
    en: 'Tesla recalls 120,000 vehicles over door latch fault',
    zh: '特斯拉因车门锁故障召回12万辆汽车',
    de: 'Tesla ruft 120.000 Fahrzeuge wegen defekter Türschlösser zurück',
    ko: '테슬라, 문 잠금장치 결함으로 12만대 리콜',
  },
  { en: 'Toyota recalls 310,000 hybrids over brake software', zh: '丰田因制动软件问题召回31万辆混动车' },
  {
    en: 'Fed cuts rates by 25 basis points, signals pause',
    zh: '美联储降息25个基点 暗示暂停',
    es: 'La Fed recorta los tipos 25 puntos básicos y apunta a una pausa',
    fr: 'La Fed baisse ses taux de 25 points de base et suggère une pause',
  },
  {
    en: 'ECB cuts rates by 25 basis points as inflation cools',
    zh: '欧洲央行降息25个基点 通胀降温',
    de: 'EZB senkt Leitzins um 25 Basispunkte – Inflation lässt nach',
  },
  {
    en: 'Bank of Japan raises rates to 0.75%, highest since 1995',
    zh: '日本央行加息至0.75% 为1995年以来最高',
    ja: '日銀、利上げを決定 政策金利0.75%に 95年以来の高水準',
  },
  {
    en: 'Real Madrid beat Barcelona 3-1 in Clasico',
    zh: '国家德比：皇马3-1击败巴萨',
    es: 'El Real Madrid gana 3-1 al Barcelona en el Clásico',
    ru: '«Реал Мадрид» обыграл «Барселону» со счётом 3:1',
    ar: 'ريال مدريد يفوز على برشلونة 3-1 في الكلاسيكو',
  },
  {
    en: 'Barcelona thrash Sevilla 5-0 to go top',
    zh: '巴萨5-0大胜塞维利亚 升至榜首',
    es: 'El Barcelona golea 5-0 al Sevilla y se pone líder',
  },
  {
    en: 'Liverpool and Arsenal draw 2-2 at Anfield',
    zh: '利物浦主场2-2战平阿森纳',
    fr: 'Liverpool et Arsenal se quittent sur un nul 2-2 à Anfield',
  },
  { en: 'Arsenal sign Brazilian winger for 70 million pounds', zh: '阿森纳7000万英镑签下巴西边锋' },
  {
    en: 'Putin and Trump hold phone call on Ukraine ceasefire',
    zh: '普京与特朗普就乌克兰停火通电话',
    ru: 'Путин и Трамп обсудили по телефону перемирие на Украине',
    de: 'Putin und Trump telefonieren über Waffenruhe in der Ukraine',
    ar: 'بوتين وترامب يبحثان هاتفيا وقف إطلاق النار في أوكرانيا',
  },
  {
    en: 'Zelensky meets Macron in Paris, asks for more air defence',
    zh: '泽连斯基在巴黎会见马克龙 请求更多防空系统',
    fr: 'Zelensky reçu par Macron à Paris, il réclame plus de défense aérienne',
    ru: 'Зеленский встретился с Макроном в Париже и попросил усилить ПВО',
  },
  {
    en: 'Macron names new prime minister after weeks of deadlock',
    zh: '马克龙任命新总理 结束数周僵局',
    fr: 'Macron nomme un nouveau Premier ministre après des semaines de blocage',
  },
  {
    en: 'Israel and Hamas agree to extend Gaza truce by seven days',
    zh: '以色列与哈马斯同意将加沙停火延长七天',
    fr: 'Israël et le Hamas prolongent de sept jours la trêve à Gaza',
    ar: 'إسرائيل وحماس تتفقان على تمديد الهدنة في غزة سبعة أيام',
  },
  {
    en: 'Israeli strike on Beirut kills senior Hezbollah commander',
    zh: '以色列空袭贝鲁特 真主党高级指挥官身亡',
    ru: 'Израиль нанёс удар по Бейруту, убит командир «Хезболлы»',
    ar: 'غارة إسرائيلية على بيروت تقتل قائدا بارزا في حزب الله',
  },
  {
    en: 'SpaceX Starship completes first orbital refuelling test',
    zh: 'SpaceX星舰完成首次在轨加油测试',
    de: 'Starship von SpaceX gelingt erster Tanktest im Orbit',
    ja: 'SpaceXのスターシップ、軌道上の燃料補給試験に初成功',
  },
  { en: 'SpaceX launches 28 Starlink satellites from Florida', zh: 'SpaceX从佛罗里达发射28颗Starlink卫星' },
  {
    en: 'Boeing to cut 2,500 jobs in defence unit',
    zh: '波音防务部门将裁员2500人',
    fr: 'Boeing va supprimer 2 500 emplois dans sa branche défense',
  },
  {
    en: 'Boeing 737 Max skids off runway in Indonesia, no injuries',
    zh: '波音737 Max客机在印尼冲出跑道 无人受伤',
  },
  {
    en: 'Nvidia becomes first company worth $5 trillion',
    zh: '英伟达市值突破5万亿美元 全球首家',
    es: 'Nvidia, primera empresa que alcanza los 5 billones de dólares',
    ko: '엔비디아, 사상 첫 시가총액 5조달러 돌파',
  },
  {
    en: 'Nvidia to invest $1 billion in Nokia',
    zh: '英伟达将向诺基亚投资10亿美元',
    de: 'Nvidia investiert 1 Milliarde Dollar in Nokia',
  },
  {
    en: 'Huawei unveils tri-fold phone Mate XT 2',
    zh: '华为发布三折叠手机Mate XT 2',
    es: 'Huawei presenta el Mate XT 2, su móvil que se pliega en tres',
  },
  {
    en: 'Apple fined €500 million by EU over App Store rules',
    zh: '苹果因App Store规则被欧盟罚款5亿欧元',
    de: 'EU verhängt 500 Millionen Euro Strafe gegen Apple wegen App-Store-Regeln',
    fr: 'L’UE inflige 500 millions d’euros d’amende à Apple pour les règles de l’App Store',
  },
  { en: 'EU fines Meta €200 million over ads model', zh: '欧盟因广告模式对Meta罚款2亿欧元' },
  {
    en: 'Typhoon Ragasa makes landfall in Guangdong, 2 million evacuated',
    zh: '台风桦加沙登陆广东 200万人转移',
    ja: '台風18号が広東省に上陸 200万人避難',
  },
  {
    en: 'Typhoon Kalmaegi kills 114 in the Philippines',
    zh: '台风海鸥致菲律宾114人死亡',
    es: 'El tifón Kalmaegi deja 114 muertos en Filipinas',
  },
  {
    en: 'Nobel Prize in Literature goes to Hungarian László Krasznahorkai',
    zh: '诺贝尔文学奖授予匈牙利作家克拉斯诺霍尔卡伊·拉斯洛',
    de: 'Literaturnobelpreis geht an den Ungarn László Krasznahorkai',
    fr: 'Le prix Nobel de littérature attribué au Hongrois László Krasznahorkai',
  },
  {
    en: 'Nobel Peace Prize awarded to Venezuelan Maria Corina Machado',
    zh: '委内瑞拉的马查多获诺贝尔和平奖',
    es: 'María Corina Machado gana el Nobel de la Paz',
    ru: 'Нобелевскую премию мира получила Мария Корина Мачадо из Венесуэлы',
  },
  {
    en: 'Maduro sworn in for third term as Venezuela’s opposition protests',
    zh: '马杜罗宣誓就任委内瑞拉总统 反对派抗议',
    es: 'Maduro jura su tercer mandato en Venezuela entre protestas de la oposición',
  },
  {
    en: 'Djokovic beats Alcaraz 6-4 7-6 to win Shanghai Masters',
    zh: '德约科维奇6-4、7-6击败阿尔卡拉斯 夺得上海大师赛冠军',
    es: 'Djokovic vence a Alcaraz y gana el Masters de Shanghái',
    ru: 'Джокович обыграл Алькараса и выиграл турнир в Шанхае',
  },
  {
    en: 'Louvre closes after jewels worth 88 million euros stolen',
    zh: '卢浮宫8800万欧元珠宝被盗 闭馆',
    fr: 'Vol au Louvre : des bijoux estimés à 88 millions d’euros dérobés, le musée fermé',
    es: 'Roban en el Louvre joyas valoradas en 88 millones de euros; cierra el museo',
  },
  {
    en: 'Blackout hits Spain and Portugal, trains halted',
    zh: '西班牙葡萄牙大停电 列车停运',
    es: 'Un apagón deja sin luz a España y Portugal y paraliza los trenes',
    de: 'Stromausfall legt Spanien und Portugal lahm, Züge stehen still',
  },
  {
    en: 'South Korea’s President Yoon impeached over martial law',
    zh: '韩国总统尹锡悦因戒严令遭弹劾',
    ja: '韓国国会、尹大統領の弾劾訴追案を可決 戒厳令めぐり',
    ru: 'Парламент Южной Кореи объявил импичмент президенту Юну',
  },
  {
    en: 'South Korea fires warning shots as North Korean soldiers cross border',
    zh: '朝鲜士兵越境 韩国鸣枪示警',
  },
  {
    en: 'Samsung profit jumps 160% on memory chip demand',
    zh: '三星电子营业利润猛增160% 受益于存储芯片需求',
    ko: '삼성전자 영업이익 160% 급증, 메모리 반도체 수요 덕',
  },
  {
    en: 'Germany’s Merz visits Beijing, calls for fair trade',
    zh: '德国总理默茨访问北京 呼吁公平贸易',
    de: 'Merz besucht Peking und fordert fairen Handel',
  },
  {
    en: 'Germany to buy 20 Eurofighter jets',
    zh: '德国将购买20架欧洲台风战斗机',
    de: 'Deutschland kauft 20 weitere Eurofighter',
  },
  {
    en: 'Taylor Swift breaks first-week record with 4 million albums sold',
    zh: '泰勒·斯威夫特新专辑首周售出400万张 破纪录',
    es: 'Taylor Swift bate el récord de la primera semana con 4 millones de discos vendidos',
  },
  {
    en: 'Pope Leo XIV visits Turkey on first foreign trip',
    zh: '教宗利奥十四世首访土耳其',
    it: 'Papa Leone XIV in Turchia per il primo viaggio all’estero',
    es: 'El papa León XIV visita Turquía en su primer viaje al extranjero',
  },
  {
    en: 'Istanbul mayor Imamoglu charged with espionage',
    zh: '伊斯坦布尔市长伊马姆奥卢被控间谍罪',
    de: 'Istanbuls Bürgermeister Imamoglu wegen Spionage angeklagt',
    ru: 'Мэру Стамбула Имамоглу предъявили обвинение в шпионаже',
  },
  {
    en: 'Russian drones hit Kyiv, 12 killed in apartment block',
    zh: '俄罗斯无人机袭击基辅 公寓楼12人死亡',
    ru: 'Удар дронов по Киеву: в жилом доме погибли 12 человек',
    fr: 'Des drones russes frappent Kiev, 12 morts dans un immeuble',
  },
  {
    en: 'Ukrainian drones strike refinery in Ryazan',
    zh: '乌克兰无人机袭击梁赞炼油厂',
    ru: 'Беспилотники атаковали нефтезавод в Рязани',
  },
  {
    en: 'Bitcoin falls below $90,000 for first time in seven months',
    zh: '比特币七个月来首次跌破9万美元',
    es: 'El bitcoin cae por debajo de los 90.000 dólares por primera vez en siete meses',
    ru: 'Биткоин упал ниже 90 000 долларов впервые за семь месяцев',
  },
  { en: 'Bitcoin miner files for bankruptcy in Texas', zh: '比特币矿企在得州申请破产' },
  {
    en: 'Novo Nordisk to lay off 9,000 workers',
    zh: '诺和诺德将裁员9000人',
    fr: 'Novo Nordisk va supprimer 9 000 postes',
    de: 'Novo Nordisk streicht 9.000 Stellen',
  },
  {
    en: 'Stampede at temple in India kills 31',
    zh: '印度寺庙发生踩踏 31人死亡',
    fr: 'Inde : une bousculade dans un temple fait 31 morts',
    de: 'Massenpanik in indischem Tempel: 31 Tote',
  },
  {
    en: 'Bus plunges into gorge in India, 18 dead',
    zh: '印度一巴士坠入峡谷 18人遇难',
    fr: 'Inde : un bus tombe dans un ravin, 18 morts',
  },
]

/** Written after the rule was: nothing was changed on seeing them. */
export const UNSEEN_TRANSLATED_EVENTS: readonly Readonly<Record<string, string>>[] = [
  {
    en: 'Ferry sinks off Cebu with 180 aboard, 14 missing',
    zh: '菲律宾宿务附近渡轮沉没 船上180人 14人失踪',
    es: 'Se hunde un ferri con 180 personas frente a Cebú, Filipinas; hay 14 desaparecidos',
  },
  { en: 'Ferry runs aground off Naxos, all 300 passengers safe', zh: '希腊纳克索斯岛渡轮搁浅 300名乘客平安' },
  {
    en: 'Argentina’s Milei devalues peso by 12%',
    zh: '阿根廷总统米莱宣布比索贬值12%',
    es: 'Milei devalúa el peso argentino un 12 %',
    de: 'Argentinien: Milei wertet Peso um 12 Prozent ab',
  },
  {
    en: 'Argentina beat Brazil 2-0 with Messi double',
    zh: '梅西梅开二度 阿根廷2-0击败巴西',
    es: 'Messi marca dos goles y Argentina vence 2-0 a Brasil',
  },
  {
    en: 'Intel to build $20 billion chip plant in Poland',
    zh: '英特尔将在波兰建200亿美元芯片厂',
    fr: 'Intel va construire une usine de puces à 20 milliards de dollars en Pologne',
    ru: 'Intel построит в Польше завод чипов за 20 миллиардов долларов',
  },
  {
    en: 'Volcano erupts on Iceland’s Reykjanes peninsula, Grindavik evacuated',
    zh: '冰岛雷克雅内斯半岛火山喷发 格林达维克撤离',
    de: 'Vulkan auf Island ausgebrochen: Grindavik evakuiert',
    ru: 'В Исландии началось извержение вулкана, Гриндавик эвакуируют',
  },
  {
    en: 'Kenya’s Kipyegon runs 1,500 metres in 3:48.68, a world record',
    zh: '肯尼亚选手基普耶贡1500米跑出3分48秒68 破世界纪录',
    fr: 'La Kényane Kipyegon bat le record du monde du 1 500 mètres en 3 min 48 s 68',
  },
  {
    en: 'India’s Chandrayaan-4 lands near lunar south pole',
    zh: '印度月船四号在月球南极附近着陆',
    ja: 'インドの探査機チャンドラヤーン4号、月の南極付近に着陸',
  },
  {
    en: 'Swedish court jails Quran-burning activist for four months',
    zh: '瑞典法院判处焚烧古兰经男子四个月监禁',
    de: 'Schweden: Koranverbrenner zu vier Monaten Haft verurteilt',
  },
  {
    en: 'Netanyahu to undergo surgery, deputy to take over',
    zh: '内塔尼亚胡将接受手术 副总理代行职务',
    ru: 'Нетаньяху ложится на операцию, его заменит заместитель',
    ar: 'نتنياهو يخضع لعملية جراحية ونائبه يتولى مهامه',
  },
  {
    en: 'Samsung to pay $1.2 billion in patent case',
    zh: '三星专利案赔偿12亿美元',
    ko: '삼성전자, 특허소송서 12억달러 배상 판결',
  },
  { en: 'Samsung opens AI lab in Toronto', zh: '三星在多伦多开设人工智能实验室' },
  {
    en: 'Wildfire near Athens forces thousands to flee',
    zh: '希腊雅典附近山火 数千人撤离',
    fr: 'Grèce : un incendie près d’Athènes force des milliers d’habitants à fuir',
    es: 'Un incendio cerca de Atenas, Grecia, obliga a evacuar a miles de personas',
  },
  {
    en: 'Ethiopia and Somalia sign port deal in Ankara',
    zh: '埃塞俄比亚与索马里在安卡拉签署港口协议',
    fr: 'L’Éthiopie et la Somalie signent un accord portuaire à Ankara',
  },
  { en: 'Turkey, Egypt restore ambassadors after a decade', zh: '土耳其埃及时隔十年恢复大使级关系' },
]
