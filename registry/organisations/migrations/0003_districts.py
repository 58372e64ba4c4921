"""Districts of Beijing and Chengdu by GB/T 2260 code, and the functional areas DOMAIN §1 names.

Functional areas have no code in GB/T 2260 and carry letters of our choosing instead.
"""

from django.db import migrations

BEIJING = [
    ("110101", "东城区", "Dongcheng"),
    ("110102", "西城区", "Xicheng"),
    ("110105", "朝阳区", "Chaoyang"),
    ("110106", "丰台区", "Fengtai"),
    ("110107", "石景山区", "Shijingshan"),
    ("110108", "海淀区", "Haidian"),
    ("110109", "门头沟区", "Mentougou"),
    ("110111", "房山区", "Fangshan"),
    ("110112", "通州区", "Tongzhou"),
    ("110113", "顺义区", "Shunyi"),
    ("110114", "昌平区", "Changping"),
    ("110115", "大兴区", "Daxing"),
    ("110116", "怀柔区", "Huairou"),
    ("110117", "平谷区", "Pinggu"),
    ("110118", "密云区", "Miyun"),
    ("110119", "延庆区", "Yanqing"),
    ("BJ-ETDA", "北京经济技术开发区", "Beijing Economic-Technological Development Area"),
]
CHENGDU = [
    ("510104", "锦江区", "Jinjiang"),
    ("510105", "青羊区", "Qingyang"),
    ("510106", "金牛区", "Jinniu"),
    ("510107", "武侯区", "Wuhou"),
    ("510108", "成华区", "Chenghua"),
    ("510112", "龙泉驿区", "Longquanyi"),
    ("510113", "青白江区", "Qingbaijiang"),
    ("510114", "新都区", "Xindu"),
    ("510115", "温江区", "Wenjiang"),
    ("510116", "双流区", "Shuangliu"),
    ("510117", "郫都区", "Pidu"),
    ("510118", "新津区", "Xinjin"),
    ("510121", "金堂县", "Jintang"),
    ("510129", "大邑县", "Dayi"),
    ("510131", "蒲江县", "Pujiang"),
    ("510181", "都江堰市", "Dujiangyan"),
    ("510182", "彭州市", "Pengzhou"),
    ("510183", "邛崃市", "Qionglai"),
    ("510184", "崇州市", "Chongzhou"),
    ("510185", "简阳市", "Jianyang"),
    ("CD-TFNA", "四川天府新区", "Sichuan Tianfu New Area"),
    ("CD-HTIDZ", "成都高新技术产业开发区", "Chengdu High-Tech Industrial Development Zone"),
]
KINDS = {"区": "district", "县": "county", "市": "county_city"}


def ship(apps, schema_editor):
    District = apps.get_model("organisations", "District")
    for municipality, districts in [("北京市", BEIJING), ("成都市", CHENGDU)]:
        District.objects.bulk_create(
            District(
                code=code,
                name_zh=name_zh,
                name_en=name_en,
                municipality=municipality,
                kind=KINDS[name_zh[-1]] if code.isdigit() else "functional",
            )
            for code, name_zh, name_en in districts
        )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_laws")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
