/** Lexicons of the background headlines. Cities and countries exist; companies, people, teams and works do not. */
const split = (text: string): readonly string[] => text.trim().split(/\s+/u)

const CITIES = split(`
  石家庄 唐山 秦皇岛 邯郸 保定 张家口 沧州 廊坊 太原 大同 长治 晋城 临汾 运城 呼和浩特 包头 赤峰 鄂尔多斯 沈阳 大连 鞍山 抚顺
  丹东 锦州 营口 长春 吉林市 四平 延边 哈尔滨 齐齐哈尔 牡丹江 佳木斯 大庆 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江
  泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 安庆 黄山 阜阳 六安 亳州 福州 厦门
  莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 赣州 吉安 宜春 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海
  日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 新乡 焦作 许昌 南阳 商丘 信阳 周口 武汉 黄石 十堰 宜昌 襄阳 荆门 孝感
  荆州 黄冈 咸宁 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 广州 深圳 珠海 汕头 佛山 韶关 湛江 肇庆 江门
  茂名 惠州 梅州 清远 东莞 中山市 潮州 揭阳 南宁 柳州 桂林 梧州 北海 玉林 海口 三亚 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江
  乐山 南充 宜宾 达州 雅安 贵阳 六盘水 遵义 安顺 毕节 昆明 曲靖 玉溪 保山 昭通 丽江 大理 拉萨 日喀则 西安 铜川 宝鸡 咸阳 渭南 延安
  汉中 榆林 兰州 嘉峪关 天水 武威 张掖 酒泉 西宁 银川 石嘴山 中卫 乌鲁木齐 克拉玛依 喀什 伊犁`)

const COUNTRIES = split(`
  巴西 阿根廷 智利 秘鲁 墨西哥 加拿大 西班牙 葡萄牙 法国 德国 意大利 荷兰 比利时 瑞士 奥地利 波兰 捷克 匈牙利 希腊 瑞典 挪威 芬兰 丹麦
  爱尔兰 土耳其 埃及 摩洛哥 南非 肯尼亚 尼日利亚 埃塞俄比亚 印度 巴基斯坦 孟加拉国 斯里兰卡 尼泊尔 泰国 越南 马来西亚 新加坡 印度尼西亚
  菲律宾 蒙古 哈萨克斯坦 伊朗 伊拉克 约旦 卡塔尔 澳大利亚 新西兰`)

const SURNAMES = split(
  '王 李 张 刘 陈 杨 黄 赵 周 吴 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 潘',
)
const GIVEN = split(`
  建国 志强 晓东 文博 子涵 思远 雨桐 海燕 立新 国栋 静怡 一鸣 春华 永康 嘉琪 俊杰 美玲 德胜 向阳 振宇 若兰 天佑 秀英 鹏飞 婉清 家豪
  慧敏 正阳 玉兰 少华 承志 晨曦 凤霞 宏伟 明哲 素芬 启航 书瑶 耀辉 冬梅`)

const BRAND_HEADS = split(`
  恒岳 瑞澜 中衡 北辰 海拓 金穗 远川 晶禾 天阔 华屹 鼎元 博芯 蓝桥 云栖 锐捷达 东沃 西陵 鲁泰源 川渝 闽江 皖能达 科嵘 微纳 康诺 百草 惠邦
  顺捷 新曜 国桦 宏图达 盛禾 正岩 佳合 旭升达 卓信 欧卡 启明源 通泽 联冠 丰沛 昊晨 美栎 优立 腾岳 创维达 光谷源`)
const BRAND_TAILS = split(
  '科技 股份 生物 医药 能源 电气 光电 材料 农业 食品 汽车 物流 传媒 化工 机械 重工 环保 软件 智能 水泥',
)

const TEAMS = split(`
  江海 猎鹰 白鲨 铁狼 蓝鲸 雄狮 飞虎 野马 青龙 海豚 火箭炮 雷霆之子 山鹰 黑熊 银豹 金狮 赤焰 冰原 风暴 巨浪`)
const CUPS = split('女超 男篮联赛 女排联赛 乒超 羽超 冰球联赛 男足乙级联赛 手球联赛 棒球联赛 水球联赛')

const WORKS = split(`
  长河落日 山那边的灯 归途有风 第七号码头 春水煎茶 北方来信 无声的证词 十二楼 雪落江南 追光者联盟 老街新客 逆流而上的鱼 城南旧曲 破晓行动
  隐形翅膀下 稻花香里 群山回响 一纸家书 海上花开 夜航船 南渡北归人 三十而已矣 半生烟雨 星河漫游 大漠孤城 云端之上 金色麦浪 最后一班地铁
  小镇法官 医者无名`)
const SHOWS = split(
  '一起出发吧 厨房大作战 周末剧场 声动人心 古物会说话 向山海问路 超能少年团 街头舞者 朗读时刻 田野上的课堂',
)

const GOODS = split(`
  猪肉 牛肉 羊肉 鸡蛋 大蒜 生姜 白菜 土豆 番茄 黄瓜 苹果 柑橘 香蕉 大豆 玉米 小麦 棉花 白糖 菜籽油 豆粕 尿素 螺纹钢 铁矿石 动力煤 焦炭 碳酸锂
  多晶硅 沪铜 沪铝 氧化铝 天然橡胶 甲醇 纯碱 玻璃 原木 生猪 水泥 柴油 液化气 鲜奶`)
const HAZARDS = split('暴雨 大风 雷电 高温 大雾 冰雹 寒潮 霜冻 道路结冰 森林火险 沙尘 暴雪')
const COLOURS = split('蓝色 黄色 橙色')
const ACCIDENTS = split(
  '客车侧翻 厂房火灾 煤气爆炸 工地坍塌 货车追尾 山体滑坡 化工厂泄漏 渔船倾覆 居民楼起火 矿井透水 缆车停运 桥梁断裂',
)
const DISEASES = split(
  '流感 登革热 手足口病 诺如病毒感染 水痘 猩红热 腮腺炎 布鲁氏菌病 结核病 肺炎支原体感染',
)
const CRIMES = split(
  '电信诈骗 非法集资 制售假酒 走私冻品 网络赌博 盗掘古墓 非法采砂 制售假药 侵犯著作权 合同诈骗 虚开发票 跨境洗钱',
)
const POSTS = split(
  '副市长 教育局局长 公安局局长 财政局局长 交通局局长 文旅局局长 卫健委主任 住建局局长 水利局局长 审计局局长',
)
const BUREAUS = split(
  '教育局 卫健委 住建局 交通局 市场监管局 文旅局 人社局 生态环境局 农业农村局 公安局 民政局 水务局',
)
const SUBJECTS = split(`
  量子点 钙钛矿电池 固态电池 碳纳米管 深海沉积物 古DNA 脑机接口 基因编辑水稻 超导材料 引力透镜 冰芯 珊瑚白化 蛋白质折叠 光子芯片 人工光合作用
  暗物质探测 微塑料 肠道菌群 干细胞 地幔柱 候鸟迁徙 侏罗纪化石 火山灰 海洋酸化 仿生机器人 柔性电子 太阳风 青藏冻土 土壤碳库 耐药细菌`)
const SCHOOLS = split(
  '理工大学 师范大学 医科大学 农业大学 财经大学 交通大学 海洋大学 民族大学 科技学院 职业技术学院',
)
const SIGHTS = split(
  '古城 湿地公园 森林公园 博物馆 美术馆 植物园 动物园 大剧院 图书馆 滨江步道 夜市 温泉小镇 滑雪场 石窟 书院',
)
const LINES = split(
  '地铁1号线 地铁2号线 地铁3号线 地铁4号线 地铁5号线 环城高速 过江隧道 跨海大桥 机场快线 城际铁路 绕城公路 有轨电车',
)
const DEVICES = split(
  '折叠屏手机 平板电脑 智能手表 无线耳机 扫地机器人 电动牙刷 空气净化器 游戏掌机 智能眼镜 运动相机 学习机 投影仪 轻薄本 显卡 路由器',
)
const CARS = split('纯电轿车 插混SUV 增程MPV 皮卡 微型电动车 越野车 城市SUV 猎装车 跑车 房车')
const SPORTS = split(
  '男子百米 女子铅球 男子跳高 女子马拉松 男子四百米栏 女子撑杆跳高 男子标枪 女子蛙泳 男子蝶泳 女子自由泳 男子举重 女子射箭 男子击剑 女子跆拳道 男子皮划艇 女子赛艇',
)
const FESTIVALS = split(
  '美食节 啤酒节 灯会 马拉松 音乐节 书展 车展 花卉展 非遗展 电影周 动漫展 龙舟赛 采摘节 冰雪节 国际茶博会 农民丰收节',
)
const MEETINGS = split(
  '数字经济大会 低空经济论坛 海洋经济博览会 文化产业博览会 新材料产业大会 中医药论坛 绿色金融峰会 乡村振兴论坛 智能制造大会 养老产业博览会',
)

/** Names of slots, as templates write them. */
export const WORDS: Readonly<Record<string, readonly string[]>> = {
  city: CITIES,
  country: COUNTRIES,
  brandHead: BRAND_HEADS,
  brandTail: BRAND_TAILS,
  surname: SURNAMES,
  given: GIVEN,
  team: TEAMS,
  cup: CUPS,
  work: WORKS,
  show: SHOWS,
  good: GOODS,
  hazard: HAZARDS,
  colour: COLOURS,
  accident: ACCIDENTS,
  disease: DISEASES,
  crime: CRIMES,
  post: POSTS,
  bureau: BUREAUS,
  subject: SUBJECTS,
  school: SCHOOLS,
  sight: SIGHTS,
  line: LINES,
  device: DEVICES,
  car: CARS,
  sport: SPORTS,
  festival: FESTIVALS,
  meeting: MEETINGS,
}

export const PUBLISHERS = split(`
  海岸晚报 江城新闻 晨光日报 北窗网 新岭财经 南风窗口 城市早知道 长桥在线 东湖客户端 西关时报 云上政务 青石新闻 体坛快线 经济观潮 科学前哨 文化长廊
  出行播报 气象在线 健康报道 法治聚焦 汽车周报 数码前线 乡土中国网 环球视窗 影视风向 校园新闻社 民生热线 市场纵横 地产观察 能源日报 教育周刊 生活圈`)
