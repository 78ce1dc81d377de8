/** A made-up name in the languages that write it differently; `en` serves wherever nothing else is said. */
export interface Named {
  readonly en: string
  readonly zh?: string
  readonly ar?: string
  readonly es?: string
  readonly de?: string
  readonly fr?: string
  readonly facets?: Readonly<Record<string, Omit<Named, 'facets'>>>
}

type Row = readonly [en: string, zh: string, ar: string, es?: string, de?: string, fr?: string]

function named(row: Row, facets?: Readonly<Record<string, Row>>): Named {
  const [en, zh, ar, es, de, fr] = row
  const names = { en, zh, ar, ...(es && { es }), ...(de && { de }), ...(fr && { fr }) }
  if (facets === undefined) return names
  return { ...names, facets: Object.fromEntries(Object.entries(facets).map(([k, v]) => [k, named(v)])) }
}

const COUNTRY = {
  valmora: ['Valmora', '瓦尔莫拉', 'فالمورا'],
  sorvane: ['Sorvane', '索尔瓦恩', 'سورفان', 'Sorvania', 'Sorwanien', 'Sorvanie'],
  tarsk: ['Tarskia', '塔斯克', 'تارسكيا', '', 'Tarskien', 'Tarskie'],
  kelland: ['Kelland', '凯兰德', 'كيلاند', 'Kelandia', '', 'Kellande'],
  oestra: ['Oestra', '厄斯特拉', 'أوسترا'],
  maruvia: ['Maruvia', '马鲁维亚', 'ماروفيا', '', 'Maruwien', 'Maruvie'],
  dunmar: ['Dunmar', '邓马尔', 'دنمار'],
  qasira: ['Qasira', '卡西拉', 'قاسيرا', 'Casira'],
  belhaven: ['Belhaven', '贝尔黑文', 'بلهافن'],
  ilmaria: ['Ilmaria', '伊尔马里亚', 'إلماريا', '', 'Ilmarien', 'Ilmarie'],
  pellucia: ['Pellucia', '佩卢西亚', 'بيلوسيا', 'Pelucia', 'Pelluzien', 'Pellucie'],
  vesterholm: ['Vesterholm', '韦斯特霍姆', 'فسترهولم'],
  arakand: ['Arakand', '阿拉坎德', 'أراكاند'],
  lumora: ['Lumora', '卢莫拉', 'لومورا'],
  ostara: ['Saltire', '索尔泰尔', 'سالتاير'],
  yarrow: ['Yarrow', '亚罗', 'يارو'],
  gorrin: ['Gorrin', '戈林尼亚', 'غورين'],
  castara: ['Castara', '卡斯塔拉', 'كاستارا'],
  nemeria: ['Nemeria', '内梅里亚', 'نيميريا', 'Nemeria', 'Nemerien', 'Némérie'],
  zamora: [
    'Nova Zembria',
    '新赞布里亚',
    'زمبريا الجديدة',
    'Nueva Zembria',
    'Neu-Zembrien',
    'Nouvelle-Zembrie',
  ],
} as const satisfies Record<string, Row>

function city(en: string, zh: string, ar: string, country: keyof typeof COUNTRY): Named {
  return named([en, zh, ar], { country: COUNTRY[country] })
}

const CITIES: readonly Named[] = [
  city('Port Ellery', '埃勒里港', 'بورت إيلري', 'kelland'),
  city('Vastrad', '瓦斯特拉德', 'فاستراد', 'tarsk'),
  city('Montequila', '蒙特基拉', 'مونتيكيلا', 'maruvia'),
  city('Hallowick', '哈洛威克', 'هالوويك', 'kelland'),
  city('Tashkiri', '塔什基里', 'تاشكيري', 'qasira'),
  city('Corvanne', '科尔万', 'كورفان', 'sorvane'),
  city('Lindhaven', '林德港', 'ليندهافن', 'oestra'),
  city('Santa Brava', '圣布拉瓦', 'سانتا برافا', 'maruvia'),
  city('Ostrovik', '奥斯特罗维克', 'أوستروفيك', 'tarsk'),
  city('Umbari', '温巴里', 'أومباري', 'dunmar'),
  city('Dar Selim', '达尔塞利姆', 'دار سليم', 'qasira'),
  city('Pravets Hill', '普拉韦茨山', 'برافيتس هيل', 'belhaven'),
  city('Aldenmoor', '奥尔登穆尔', 'ألدنمور', 'belhaven'),
  city('Kirralee', '基拉利', 'كيرالي', 'dunmar'),
  city('Zephyra', '泽菲拉', 'زفيرا', 'pellucia'),
  city('Monteluz', '蒙特卢斯', 'مونتيلوز', 'zamora'),
  city('Novigrad Bay', '诺维格勒湾', 'خليج نوفيغراد', 'sorvane'),
  city('Thessaly Point', '塞萨利角', 'رأس ثيسالي', 'pellucia'),
  city('Quillano', '基利亚诺', 'كيانو', 'zamora'),
  city('Jorvik Sound', '约维克湾', 'خليج يورفيك', 'oestra'),
  city('Ilmar', '伊尔马尔', 'إلمار', 'ilmaria'),
  city('Cape Merrow', '梅罗角', 'رأس ميرو', 'belhaven'),
  city('Rivas del Mar', '里瓦斯港', 'ريفاس دل مار', 'zamora'),
  city('Beit Nahar', '贝特纳哈尔', 'بيت نهار', 'qasira'),
  city('Skarnholm', '斯卡恩霍尔姆', 'سكارنهولم', 'oestra'),
  city('Palmeiro', '帕尔梅罗', 'بالميرو', 'maruvia'),
]

function person(first: Row, last: Row): Named {
  const join = (i: number, mark: string): string => `${first[i] ?? first[0]}${mark}${last[i] ?? last[0]}`
  return { ...named([join(0, ' '), join(1, '·'), join(2, ' ')]), facets: { last: named(last) } }
}

const PERSONS: readonly Named[] = [
  person(['Mara', '玛拉', 'مارا'], ['Ostrik', '奥斯特里克', 'أوستريك']),
  person(['Teodor', '特奥多尔', 'تيودور'], ['Valcheck', '瓦尔切克', 'فالتشك']),
  person(['Inés', '伊内斯', 'إينيس'], ['Carabel', '卡拉贝尔', 'كارابل']),
  person(['Joss', '乔斯', 'جوس'], ['Wetherall', '韦瑟罗尔', 'ويذرول']),
  person(['Adaeze', '阿达泽', 'أدايزي'], ['Okonrin', '奥孔林', 'أوكونرين']),
  person(['Henrik', '亨里克', 'هنريك'], ['Saldmark', '萨尔德马克', 'سالدمارك']),
  person(['Priya', '普丽娅', 'بريا'], ['Venkatar', '文卡塔尔', 'فنكاتار']),
  person(['Lucan', '卢坎', 'لوكان'], ['Ferrow', '费罗', 'فيرو']),
  person(['Yusra', '尤斯拉', 'يسرى'], ['Haddar', '哈达尔', 'حدار']),
  person(['Bruno', '布鲁诺', 'برونو'], ['Quiralt', '基拉尔特', 'كيرالت']),
  person(['Elspeth', '埃尔斯佩思', 'إلسبث'], ['Dunmore-Rae', '邓莫尔雷', 'دنمور راي']),
  person(['Kenji', '健司', 'كنجي'], ['Morikado', '森角', 'موريكادو']),
  person(['Salma', '萨尔玛', 'سلمى'], ['Benjaddi', '本贾迪', 'بنجدي']),
  person(['Orin', '奥林', 'أورين'], ['Tasker', '塔斯克尔', 'تاسكر']),
  person(['Camila', '卡米拉', 'كاميلا'], ['Restelo', '雷斯特洛', 'ريستيلو']),
  person(['Viktor', '维克托', 'فيكتور'], ['Halvanec', '哈尔瓦内克', 'هالفانك']),
  person(['Nadia', '娜迪亚', 'ناديا'], ['Kellerat', '凯勒拉特', 'كيلرات']),
  person(['Tomás', '托马斯', 'توماس'], ['Abrisqueta', '阿布里斯克塔', 'أبريسكيتا']),
  person(['Greta', '格蕾塔', 'غريتا'], ['Lundeby', '伦德比', 'لوندبي']),
  person(['Idris', '伊德里斯', 'إدريس'], ['Mokwena', '莫克韦纳', 'موكوينا']),
  person(['Paloma', '帕洛玛', 'بالوما'], ['Iriondo', '伊里翁多', 'إيريوندو']),
  person(['Casper', '卡斯珀', 'كاسبر'], ['Thwaitely', '思韦特利', 'ثويتلي']),
  person(['Leila', '莱拉', 'ليلى'], ['Farouzan', '法鲁赞', 'فاروزان']),
  person(['Dmitar', '迪米塔尔', 'ديميتار'], ['Stoyanek', '斯托亚内克', 'ستويانك']),
]

const companies = (...rows: readonly Row[]): readonly Named[] => rows.map((row) => named(row))

const TECH = companies(
  ['Quantile', '昆泰尔', 'كوانتايل'],
  ['Orbitel', '奥比特尔', 'أوربيتل'],
  ['Lumenworks', '流明工坊', 'لومينووركس'],
  ['Vantor Systems', '万拓系统', 'فانتور سيستمز'],
  ['Arcadia Chips', '阿卡迪亚芯片', 'أركاديا تشيبس'],
  ['Bluemoss', '蓝苔', 'بلوموس'],
  ['Driftline', '漂流线', 'دريفتلاين'],
  ['Kindling Labs', '薪火实验室', 'مختبرات كيندلينغ'],
  ['Paperbark', '纸皮桦', 'بيبربارك'],
  ['Novashade', '诺瓦沙德', 'نوفاشيد'],
)

const CARS = companies(
  ['Halcyon Motors', '翠鸟汽车', 'هالسيون موتورز'],
  ['Ferrostream', '费罗斯特', 'فيروستريم'],
  ['Varga Automobile', '瓦尔加汽车', 'سيارات فارغا'],
  ['Tamarack EV', '落叶松电动车', 'تاماراك'],
  ['Corsair & Lund', '科赛尔隆德', 'كورسير ولوند'],
  ['Montero Auto', '蒙特罗斯汽车', 'مونتيرو أوتو'],
)

const PHARMA = companies(
  ['Solvane Pharma', '索尔万制药', 'سولفان فارما'],
  ['Greenbriar Biotech', '绿蔷薇生物', 'غرينبرير بيوتك'],
  ['Helix & Thorne', '螺旋索恩', 'هيليكس آند ثورن'],
  ['Aldous Health', '奥尔德斯健康', 'ألدوس هيلث'],
  ['Verano Biologics', '维拉诺生物', 'فيرانو'],
  ['Sealark Medicines', '海云雀医药', 'سيلارك'],
  ['Tansy Therapeutics', '艾菊制药', 'تانسي'],
  ['Mirabel', '米拉贝尔', 'ميرابيل'],
)

const AIRLINES = companies(
  ['Pinnacle Air', '峰航', 'بيناكل إير'],
  ['Skylark Airways', '云雀航空', 'سكايلارك للطيران'],
  ['TransMeridian', '跨子午线航空', 'ترانس ميريديان'],
  ['Cirrus Jet', '卷云航空', 'سيروس جت'],
  ['Norrland Air', '诺兰航空', 'نورلاند إير'],
  ['Aurelia Wings', '奥蕾莉亚航空', 'أوريليا وينغز'],
)

const SHIPPERS = companies(
  ['Greyfin Shipping', '灰鳍航运', 'غرايفين للشحن'],
  ['Brightwater Energy', '明川能源', 'برايتووتر إنرجي'],
  ['Polestar Tankers', '北极星油运', 'بولستار للناقلات'],
  ['Calder Oil', '卡尔德石油', 'كالدر أويل'],
  ['Baltrix Lines', '巴尔特里斯航运', 'بالتريكس لاينز'],
)

const OTHERS = companies(
  ['Nimbus Foods', '云朵食品', 'نيمبوس فودز'],
  ['Tessera Bank', '特塞拉银行', 'بنك تيسيرا'],
  ['Marlin & Webb', '马林韦伯', 'مارلين آند ويب'],
  ['Copperleaf Mining', '铜叶矿业', 'كوبرليف للتعدين'],
  ['Kestrel Retail', '红隼零售', 'كستريل ريتيل'],
  ['Stellwagen Rail', '斯特瓦根铁路', 'شتيلفاغن للسكك'],
  ['Oakhurst Insurance', '橡林保险', 'أوكهرست للتأمين'],
)

const TEAMS: readonly Named[] = (
  [
    ['Ellery Rovers', '埃勒里流浪者', 'إيلري روفرز'],
    ['Vastrad Dynamo', '瓦斯特拉德迪纳摩', 'دينامو فاستراد'],
    ['Atlético Brava', '布拉瓦竞技', 'أتلتيكو برافا'],
    ['Hallowick Town', '哈洛威克城', 'هالوويك تاون'],
    ['Real Montequila', '皇家蒙特基拉', 'ريال مونتيكيلا'],
    ['Lindhaven IF', '林德港体育', 'ليندهافن'],
    ['Sporting Palmeiro', '帕尔梅罗体育', 'سبورتينغ بالميرو'],
    ['Corvanne Olympic', '科尔万奥林匹克', 'كورفان أولمبيك'],
    ['Umbari Lions', '温巴里雄狮', 'أسود أومباري'],
    ['Zephyra United', '泽菲拉联', 'زفيرا يونايتد'],
    ['Deportivo Quillano', '基利亚诺拉科', 'ديبورتيفو كيانو'],
    ['Aldenmoor City', '奥尔登穆尔城', 'ألدنمور سيتي'],
    ['Nahar Club', '纳哈尔俱乐部', 'نادي نهار'],
    ['Skarnholm BK', '斯卡恩霍尔姆', 'سكارنهولم'],
  ] satisfies Row[]
).map((row) => named(row))

const only = (names: string): readonly Named[] => names.split(' ').map((en) => ({ en, zh: en }))

export const POOLS = {
  city: CITIES,
  country: Object.values(COUNTRY).map((row: Row) => named(row)),
  person: PERSONS,
  /** Any trade; the pools after it hold firms of one trade, so that no bank recalls cars. */
  company: [...TECH, ...CARS, ...PHARMA, ...AIRLINES, ...SHIPPERS, ...OTHERS],
  tech: TECH,
  carMaker: CARS,
  pharma: PHARMA,
  airline: AIRLINES,
  shipper: SHIPPERS,
  team: TEAMS,
  /** Places, people, firms and clubs that only the Chinese texts know. */
  zhCity: only(
    '澜州市 青岳市 望川市 临岚市 云渡市 沧屿市 宁堰市 锦陵市 白鹭市 砚溪市 松泉市 汐口市 长浦市 栖霞岭市',
  ),
  zhProvince: only('江岚省 北岳省 云桂省 海汀省 西澜省 岭东省 松南省 沧北省 河汀省 青屿省'),
  zhPerson: only('林知远 周砚秋 沈若澄 许望舒 顾南乔 陆景行 程一禾 宋清让 江晚舟 叶思齐 秦牧野 何向晚'),
  zhCar: only('澜海汽车 飞廉汽车 追光汽车 远野汽车 骐骥动力'),
  zhTech: only('启明芯 云雀科技 墨池智能 青鸾科技 听潮数码 石鼓智能 南枝科技 半山数码'),
  zhSpace: only('星槎航天 揽月动力 天弓空间 逐辰火箭 北岭航天 扶光宇航'),
  zhBank: only('九曲银行 临岚银行 江岚农商行 望川银行 锦陵银行 沧屿银行'),
  zhFirm: only('青禾乳业 万象零售 木棉医药 白石能源 听风影业 老灶餐饮 竹间文具 晴川医疗 小满茶饮'),
  zhExpress: only('长桥物流 飞鸽速运 千里达 渡口快递 驿路快运 山海通'),
  zhTeam: only('澜州海潮 青岳雄鹰 望川铁骑 沧屿风帆 锦陵火凤 白鹭飞羽 宁堰猛虎 云渡星河'),
} satisfies Record<string, readonly Named[]>

export type PoolName = keyof typeof POOLS
