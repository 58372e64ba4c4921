"""Which characters the embedded font has, by a rule that needs no font: those of GB 2312, ASCII, some
signs, and characters that are common in names and places though GB 2312 lacks them.

``python -m core.fonts.coverage`` prints them for the font's making (``core/fonts/README.md``).
"""

from __future__ import annotations

SIGNS = "²³·−•–—―‘’“”…‰′″←↑→↓≈≠≤≥□■○●◇◆△▲★☆✓€£¥¢©®™〇〈〉《》「」『』【】〔〕〖〗"
# Common in the names of people and places since 1980; not in GB 2312.
NAMES = (
    "喆堃珺玥昇垚犇骉鑫淼焱燚燊翀赟祎祺禔禛禤珅珏珩琤琰璟璠璘瑄瑀瑷玙珣珽珹琇琎琬堉堌堽婧婳媜姝姮"
    "妤妘娴嫚嫄嬅宬寯峣峤崟嵘嶒帡庥弢彧徕忞恺恽悫惇惺愔愫懋扆抃揆斌旻昉昕昀昳晅晊晔晗晞晟晢晫暄暐暠暾"
    "曈朏杺枏枭栩栻桢桤梽棽楗楠榑槿樾橦檀櫆歆殳毓沄沆沚沛泓泠泩洢洧洺浈浐浛浠浥涑涓涔淏淙渌渼湉湜湲溦"
    "滢滪漪漷潆潇潋澍澎濛瀚灏炆炅炘炜炤炯烁烔烜烨焓焜煊煜煦熠熹燏燮爔牂犍猗猷玎玕玢玹玿珂珈珉珑珙珞珧"
    "琏琚琛琦琨琪琮琯琲琳琴瑜瑗瑢瑭瑱瑾璁璇璋璎璐璞璨璩瓒甄甡畀畑皓皞盱眙睢矞砀硚碶磡祃祉祐祚祜禹禺秾穆"
    "筠筱箐篁粼粲糸绛绡绤绥绨绮缃缦缪翊翙翚翥耒聃聪聿肇胤胥腾舸艾芃芊芋芍芎芗芮芷苒苓苡茀茉茗茜茱荃荇荥"
    "荻莅莎莒莘莙莞菀菁菡萁萱葑葳葶蒽蓁蓉蓓蓥蔚蔺蕖蕤薇薏薛藜蘅虓虔虞蛟蜀蜻蝉螢衎衍袆裒裕襄覃觐訚訸詟谌谞"
    "谧豳豸赜轵轼辂辇辚迒迓逄逖逵遒邈邕邗邠邡邰邳邴郃郇郄郅郗郜郢郦郧郯郾鄄鄞鄢鄯酆醴釜钇钰铄铎铖铠锟"
    "锬锴镒镕镠镤镥镱閎闫闳阆阊阗陉隰雎雯雱霁霏霖霙靓靖韪韫韬顒颀颉颋颍颙飏飚饴馥骅骊骎骐骢骧髙魁鲲鸢鸾鹍鹭"
    "麒麓黉黛黟龑囍椿槟泸瀍洣溁滘塆埗埇埕塱墩夼屿岙岽峁崀嵊嵛嵝巂弋彝昫枞桠梠椤榕樟汨沭沅泾洮浉浏涞涟淄淅"
    "渑湟溆溧滏滦漯潞潢潼澧濉濮灞甬畲砣硐碚磴笕筇筲箬簖篢粑糌绰缙罘耆芜茌茨荏莆菏萨葭蒗蓟藁蛏蜈衢裟谯赉赣"
    "辋辽酃鄱钊闵陂陇隗雒霍鞑颛饶骝鬲魏鲅鲇麸黍黔"
)


def covered() -> str:
    """Every character of the font, in order."""
    found = {chr(code) for code in range(0x20, 0x7F)} | set(SIGNS) | set(NAMES)
    found |= {chr(code) for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return "".join(sorted(found))


COVERED = frozenset(covered())


def printable(text: str) -> str:
    """The text with each character that the font lacks written as ``[U+20BB7]``: a name is never
    printed with a hole in it. Line breaks and tabs become blanks."""
    plain = " ".join(text.split())
    return "".join(c if c in COVERED else f"[U+{ord(c):04X}]" for c in plain)


if __name__ == "__main__":
    print(covered())
