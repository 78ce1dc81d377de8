/** The commonest words of the languages of the press, by BCP 47 tag: they say in which language, not about what. */
export const FUNCTION_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: words(`the a an of to in on at for from by with and or but as is are was were be been has have had will would can
    could may not no it its this that these those he she his her they their them we our you your i who what when where
    why how after before over under into out up down off about more most than new says said say amid against get gets
    all one first there here if so just now only even still also any some such much many every very too because while
    during since until between through without do does did done my me own might must should let`),
  de: words(`der die das den dem des ein eine einen einem einer und oder aber als in im am an auf aus bei mit nach von vom
    vor zu zum zur für über unter ist sind war wird werden hat haben nicht kein auch noch sich er sie es ihr wir so wie
    was wer wenn dass mehr neue neuer gegen um bis können kann muss müssen doch nur schon hier diese dieser dieses alle warum wann wo ihre seine
    jetzt beim seit`),
  fr: words(`le la les un une des du de d l et ou mais à au aux en dans sur sous par pour avec sans est sont était a ont
    été être ne pas plus que qui quoi dont où ce cette ces se sa son ses leur il elle ils on nous vous après avant
    contre entre selon tout tous toute toutes comment pourquoi quand si très aussi depuis fait faire faut`),
  es: words(`el la los las un una unos unas de del al y e o u pero en con sin por para sobre tras entre desde hasta es son
    fue ha han ser no más que qué quien su sus se lo le les este esta como cuando ya contra según todo todos toda cómo cuándo dónde hay así qué también hoy si tiene`),
  it: words(`il lo la gli le un uno una di del della dei delle da dal al alla e o ma in nel nella con su sul per tra fra è
    sono era ha hanno non più che chi si sua suo dopo contro come`),
  nl: words(`de het een en of maar in op aan van voor met uit bij naar over onder door tot te is zijn was wordt heeft
    hebben niet geen ook nog dat die dit hij zij ze er als om meer nieuwe na tegen`),
  pt: words(`o a os as um uma de do da dos das e ou mas em no na nos nas com sem por para sobre entre é são foi tem não
    mais que quem se sua seu após como ao à contra`),
  pl: words(`w we z ze na do od za po przy dla o i oraz a ale lub nie jest są był było się to ten ta jak co kto czy już
    przed nad pod przez`),
  ru: words(`в во на с со к ко по из за от до для при о об и а но или не ни что как кто где это этот его ее её их он она
    они мы был была было будет уже после перед над под между из-за`),
  ar: words(`في من على إلى عن مع هذا هذه ذلك التي الذي الذين أن إن أو ثم لا لم لن ما قد كل بعد قبل بين عند حتى منذ خلال ضد غير
    هو هي كان كانت يكون وفي ومن وعلى فيه به لها له أكثر أي كيف ماذا هل حول دون بسبب ضمن عبر نحو أنه بأن`),
  fa: words(`در از به که را این با است آن برای تا هم شد بر یا اما نیز هر بود شده می خود یک پس او ما های کرد`),
  hi: words(`में के की का को से ने पर है हैं और या भी नहीं यह वह ये वे इस उस इन उन था थे थी हो होगा होगी हुई हुए हुआ रहा रही रहे गया गई
    गए कर करने किया की किए तो ही तक लिए साथ बाद जो कि क्या कैसे अब अपने एक बीच दी दिया दिए जाने वाले वाली वाला`),
}

function words(list: string): readonly string[] {
  return list.split(/\s+/u)
}
