/**
 * Words that headlines use of any event: who acts, what is done, when. A young index has counted nothing yet, and would
 * take "police" for as telling as the name of a village. They are known by their stems: "Deutschland" is not among
 * them, which would make Deutsche Bank a word of any event, nor "France" and "victoire" for Francis and Victoria.
 */
export const COMMON_WORDS: readonly string[] = [
  // English
  `police man woman men women people boy girl children family child president minister government court judge official
  officials state country city world day days week month year years today home house school hospital company companies
  business market markets stocks shares price prices sales profit quarter deal plan plans report reports record win wins
  won beat beats lose lost game match season final team player coach star film movie music show video live watch update
  news latest news exclusive review killed dead death deaths dies die injured hurt attack arrested charged guilty accused
  jailed trial case murder shooting fire crash accident storm warning rain weather earthquake magnitude rises fall falls
  rise hit hits cut cuts set sets back high low big top best million billion percent call calls face faces make makes
  take takes take help return returns launch launches launched reveal reveals announces announced unveils reach reaches
  open opens close closes end ends start starts begin begins vote votes election party leader bill law ban talks war army
  military security chief head former national international public health study research find finds found scientists
  service workers union strike job jobs tax budget rate rates bank banks trade interest central issue issued expected
  know need needs everything thing things guide tips quiz opinion answer answers ask question questions story stories`,
  // German
  `polizei mann frau mensch menschen kind kinder tote toter tot verletzte verletzt unfall brand feuer angriff prozess
  gericht urteil haft festgenommen regierung minister präsident kanzler partei wahl land stadt welt jahr jahre tag tage
  woche heute prozent millionen milliarden euro unternehmen gewinn umsatz quartal markt preise aktien börse streik sieg
  siegt gewinnt verliert schlägt spiel trainer saison finale warnt warnung fordert will soll gestorben stirbt plant steigt
  sinkt zeigt kommt bleibt macht sieht droht startet zinsen wetter sturm erdbeben stärke ende beginn`,
  // French
  `police homme femme enfant enfants mort morts tué tués blessé blessés accident incendie attaque procès tribunal prison
  condamné gouvernement ministre président premier élection loi pays ville monde année ans jour jours semaine mois euros
  millions milliards entreprise résultats bénéfice trimestre marché prix hausse baisse grève match équipe entraîneur saison finale annonce annoncé demande appelle face lance ouvre ferme fin début alerte
  météo tempête séisme magnitude enquête affaire nouveau nouvelle vidéo direct`,
  // Spanish, Portuguese, Italian
  `policía hombre mujer niño niños muerto muertos muere muertes fallece herido heridos accidente incendio ataque juicio
  tribunal cárcel prisión condenado detenido detenidos gobierno ministro presidente elecciones ley país ciudad mundo año
  años día días hoy semana mes millones empresa ganancias beneficio trimestre mercado precio precios sube baja huelga
  gana pierde partido equipo temporada final anuncia pide llama abre cierra fin aviso alerta lluvias sismo
  terremoto magnitud caso nuevo nueva vídeo directo polícia homem mulher morte morre mortos feridos governo ministro
  presidente eleição lei cidade mundo anos hoje milhões empresa lucro preço greve vitória vence jogo time final anuncia
  polizia uomo donna morto morti feriti incidente incendio governo ministro presidente elezioni legge città mondo anni
  oggi milioni azienda prezzi sciopero vittoria vince partita squadra finale annuncia`,
  // Russian
  `полиция мужчина женщина дети ребенок люди человек погибли погибших погиб умер скончался пострадали ранены авария пожар
  взрыв атака суд приговор арест арестован задержан правительство министр президент глава депутаты выборы закон страна
  город мир год года лет день дня сегодня завтра неделя месяц процентов миллионов миллиардов рублей долларов компания
  рынок цены курс рост вырос снизил победил победа обыграл проиграл матч команда тренер сезон финал заявил сообщил
  сообщили рассказал назвал объявил призвал сша россия россии москва предупредили ожидается произошло произошел начал
  завершил новый видео`,
  // Arabic
  `شرطة رجل امرأة أطفال طفل وفاة رحيل مقتل مصرع قتلى قتيل ضحايا إصابة جرحى حادث حريق هجوم محكمة حكم سجن اعتقال القبض
  حكومة وزير الوزراء رئيس الرئيس الخارجية انتخابات قانون برلمان مجلس دولة مدينة عالم عام سنة يوم اليوم أسبوع شهر مليون
  مليار شركة سوق سعر أسعار ارتفاع انخفاض فوز يفوز مباراة فريق مدرب دوري نهائي يعلن تعلن إعلان يستقبل يلتقي يبحث يؤكد
  تحذير تحذر أمطار طقس زلزال درجات بقوة جديد جديدة عاجل فيديو شخصا أشخاص خلال`,
  // Hindi
  `पुलिस लोग लोगों मौत मृत्यु निधन घायल हादसा हादसे आग हमला गिरफ्तार कोर्ट फैसला सजा जेल सरकार मंत्री मुख्यमंत्री प्रधानमंत्री राष्ट्रपति
  चुनाव कानून देश शहर दुनिया साल दिन आज कल महीने हफ्ते करोड़ लाख हजार रुपये प्रतिशत फीसदी कंपनी बाजार शेयर भाव दाम कीमत महंगा
  सस्ता मैच टीम जीत हार हराया फाइनल कप्तान बारिश मौसम अलर्ट भूकंप तीव्रता झटके उद्घाटन बड़ा बड़ी नया नई पूर्व खबर वीडियो मामला मामले
  जानें उम्र आरोप जारी लगाई`,
  // Chinese
  `发布 宣布 回应 通报 公布 表示 记者 中国 我国 国内 全国 全球 国际 今日 昨日 今天 近日 最新 首次 首个 正式 已有 目前 多地 继续 启动
  开始 结束 完成 成功 举行 召开 会议 活动 工作 问题 情况 进行 推进 建设 发展 合作 公司 企业 市场 集团 股份 增长 同比 净利 利润 业绩 上涨
  下跌 价格 亿元 万元 美元 男子 女子 警方 嫌疑 被判 法院 一审 死亡 遇难 受伤 致人 事故 火灾 地震 级地震 发生 暴雨 预警 台风 天气 气温 比赛 决赛
  冠军 战胜 击败 不敌 球队 主场 总统 总理 外交 外长 政府 部门 专家 网友 如何 为何 什么 怎么 视频 快讯 独家 去世 享年 逝世 学校 学生 医院
  老人 孩子 女孩 热搜 曝光 新闻 消息 时间 计划 项目 服务 安全 调查 涉嫌
  协议 签署 访问 声明 制裁 关税 谈判 投票 选举 当选 议会 议员 法案 通过 批准 改革 政策 措施 规定 新规 方案 意见 通知 监管 处罚 罚款 立案
  拘留 起诉 判决 开庭 审理 诉讼 索赔 赔偿 投诉 召回 停产 停工 停课 停运 停航 延误 取消 恢复 开放 关闭 开通 运营 上线 下架 升级 更新 推送 版本 漏洞
  攻击 泄露 数据 用户 平台 网站 软件 手机 芯片 电池 汽车 新车 售价 涨价 降价 销量 交付 产量 产能 订单 营收 亏损 财报 季度 年度 回购 减持 增持
  收购 重组 上市 退市 涨停 跌停 收盘 开盘 板块 指数 基金 债券 汇率 利率 央行 银行 贷款 存款 房价 楼市 限购 购房 病例 感染 流感
  患者 手术 疫情 医生 老师 家长 校长 考试 招生 大学 中学 小学 食堂 食品 司机 乘客 列车 地铁 高铁 航班 机场 飞机 客机 客车 货车 大巴 公交 高速 车祸
  追尾 侧翻 相撞 爆炸 起火 坍塌 滑坡 洪水 山火 救援 搜救 被困 获救 失踪 伤亡 震感 登陆 高温 寒潮 降温 降雪 大雪 大风 停电 演员 歌手 导演 明星 演唱
  唱会 新剧 电影 票房 上映 开机 首播 直播 网红 主播 粉丝 道歉 致歉 争议 官宣 结婚 离婚 分手 进球 绝杀 逆转 扳平 平局 主帅 教练 球员 签约 续约 退役
  联赛 预赛 金牌 纪录 夺冠 空袭 袭击 导弹 停火 冲突 军方 就职 辞职 任命 峰会 论坛 发射 升空 卫星 火箭 飞船 航天 万辆 万人 万户 万吨 万台 万套 亿美
  亿港 万美`,
  // Japanese
  `発表 開始 決定 公開 死去 死亡 逮捕 事故 火災 地震 発生 警報 注意 警戒 容疑 会見 開催 首相 大統領 政府 選挙 衆院 参院 可決 裁判 判決 警察
  男性 女性 会社 社長 企業 市場 株価 利益 増益 減益 値上 値下 勝利 敗北 優勝 決勝 監督 選手 試合 今年 今季 今日 昨日 明日 世界 日本 東京
  全国 最新 速報 動画 影響 対応 調査 終了`,
  // Korean
  `발표 개최 시작 사망 부상 사고 화재 지진 발생 경찰 체포 구속 혐의 법원 선고 징역 대통령 총리 장관 정부 국회 선거 통과 남성 여성 회사
  기업 시장 주가 영업 이익 증가 감소 상승 하락 승리 우승 결승 감독 선수 경기 시즌 오늘 내일 올해 세계 한국 서울 전국 최고 최대 속보 영상
  논란 공개 출시 조사 종료 추진`,
].flatMap((list) => list.split(/\s+/u))

/**
 * Verbs that say what was done, which papers choose otherwise for one event: where one stands, no name is missing. Not
 * among them are the stages of one matter ("charged", "jailed"; "starts", "ends"), which are two events, nor what is a
 * thing, or a name's stem, as well: "rocks", "won", "warned" and Warner, "verdient" and Verdi, "gana" and Portuguese Ghana.
 */
export const DEED_WORDS: readonly string[] = [
  // English
  `kills dies dead injures hits hit strikes struck says said warns announces announced unveils reveals
  beats defeats wins rises falls drops slips slides jumps soars cuts cut axes`,
  // German
  `stirbt tötet verletzt trifft erschüttert sagt warnt meldet schlägt besiegt gewinnt steigt sinkt fällt steigert`,
  // French
  `meurt tue frappe secoue annonce avertit gagne remporte chute recule supprime`,
  // Spanish, Portuguese, Italian
  `muere hiere sacude golpea anuncia advierte sube cae atinge sobe colpisce annuncia`,
  // Russian
  `умер погибли пострадали произошло зафиксировано заявил сообщил рассказал объявил обыграл разгромил вырос снизил
  повысил упал замедлилась`,
  // Arabic
  `توفي مقتل يفوز يتغلب يعلن تعلن يؤكد تؤكد يضرب تضرب يرتفع ينخفض`,
  // Hindi
  `निधन मौत घायल हराया जीता`,
].flatMap((list) => list.split(/\s+/u))
