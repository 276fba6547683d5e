"""Chinese words for the published weeks of real offices; posts only, as their sources have it."""

OFFICES = {
    "cn_jining_city": ("week-jining", "济宁市人民政府（公开大事记）"),
    "cn_kaifu_district": ("week-kaifu", "开福区人民政府（公开大事记）"),
    "cn_qufu_countycity": ("week-qufu", "曲阜市人民政府（公开大事记）"),
    "cn_tongcheng_petition": ("week-tongcheng", "桐城市人民政府（公开接访日程）"),
    "vn_chauthanh_district": ("week-chauthanh", "周城县人民委员会（公开周程）"),
}

POSTS = {  # a role of the source → post, title; roles that are not here are people outside the government
    "head": ("head", {"地级市": "市长", "县级市": "市长", "市辖区": "代区长", "district": "主席"}),
    "exec_deputy": ("executive_deputy", {"地级市": "常务副市长", "district": "常务副主席"}),
    "deputy_ind": ("deputy", {"district": "副主席（工业）"}),
    "deputy_econ": ("deputy", {"district": "副主席（经济）"}),
    "office_director": ("office_director", {"县级市": "政府办公室主任"}),
}
DEPUTY = {"地级市": "副市长", "县级市": "副市长"}
LEADER = {"地级市": "市领导", "市辖区": "区领导"}
ORDINALS = dict(zip("abcdefghijklmn", "甲乙丙丁戊己庚辛壬癸子丑寅卯", strict=True)) | {"1": "甲", "2": "乙"}

OUTSIDE = {
    "party_secretary": "党委书记",
    "party_deputy": "党委副书记",
    "org_head": "组织部部长",
    "advisers": "政府顾问、助理",
    "office_a": "办公室副主任",
    "office_b": "办公室副主任",
}

TITLES = {
    "hospital new-site completion rally": "医院新院区建成仪式",
    "joint conference on youth work": "青年工作联席会议",
    "provincial leading-group plenary held in one county of the city": "省领导小组全体会议（在本市某县召开）",
    "provincial project promotion, city venue": "全省项目建设推进会本市分会场",
    "meeting with a foreign sister-city delegation": "会见国外友好城市代表团",
    "signing of a cooperation agreement": "合作协议签约仪式",
    "Army Day visit to the garrison": "建军节走访慰问驻军",
    "45th standing meeting of the term": "市政府第45次常务会议",
    "party standing committee meeting": "市委常委会会议",
    "river flood-control meeting right after the provincial video conference": "省视频会议后续防汛工作会议",
    "party theory study group": "党委理论学习中心组学习",
    "leading group on counterpart support": "对口支援工作领导小组会议",
    "flood-control deployment meeting, held right after the city video conference": "市视频会议后续防汛工作部署会",
    "economic and social situation of two subdistricts": "两个街道经济社会发展情况调研",
    "government party-group meeting (study)": "区政府党组会议（学习）",
    "study seminar of district-level leaders": "区级领导干部学习研讨",
    "government standing meeting": "区政府常务会议",
    "tax administration": "税收征管调研",
    "urban management (with symposium)": "城市管理调研并座谈",
    "CPPCC work conference": "政协工作会议",
    "liquor market clean-up": "酒类市场整治协调会",
    "township party committee elections": "乡镇党委换届工作会议",
    "stability and political-legal team building": "维护稳定暨政法队伍建设会议",
    "trade-city project": "商贸城项目协调会",
    "national-level visitor with 110 guests": "接待国家级来宾一行",
    "54th mayor office meeting (市长办公会议)": "第54次市长办公会议",
    "national/provincial/city video conference on government self-building, local venue": (
        "政府自身建设视频会议本地分会场"
    ),
    "prefecture CPPCC chair inspects heritage protection": "上级政协领导视察文物保护",
    "knowledge contest with prize-giving": "知识竞赛暨颁奖",
    "urban environment on-site meeting": "城市环境整治现场会",
    "leader petition-reception day": "领导干部信访接待日",
    "provincial steering committee on target programmes": "省目标规划指导委员会会议",
    "comments on two detailed plans (factory, town market)": "两项详细规划征求意见（工厂、集镇市场）",
    "handover minutes of a resettlement site": "安置点移交纪要协调会",
    "opening of a cement distribution station": "水泥分销站开业",
    "one-stop service counter": "检查一站式服务窗口",
    "with party standing committee: budget revenue and spending": "与县委常委会研究预算收支",
    "dialogue with households affected by a power line": "与输电线路涉及农户对话",
    "progress of a commune merger": "乡社合并进展会议",
    "plan for education units, heard with a provincial vice-chair": "随省领导听取教育单位规划",
    "road works and site clearance, with a provincial vice-chair": "随省领导检查道路施工和场地清理",
    "landslide points and production models, with the party secretary": "随县委书记调研滑坡点和生产模式",
    "consultant on resettlement for a town renewal": "集镇改造安置咨询协调会",
    "results of a state audit": "国家审计结果通报会",
    "party departments report on the quarter": "党委各部门季度汇报",
    "campaign against plastic waste in schools": "学校限塑行动工作会议",
    "industrial-zones board on environment": "工业区管委会环境问题协调会",
    "talk with a household (site clearance)": "走访动员农户（场地清理）",
    "provincial review of e-bidding": "省电子招标评审会",
    "military party committee": "军事党委会议",
    "preparatory session of a commune party congress": "乡社党代会预备会议",
    "school buildings in a commune": "检查乡社校舍",
    "inter-agency team on complaints": "投诉处理联合工作组会议",
    "provincial land inventory review": "省土地清查评审会",
}

VENUES = {  # venue → Chinese, travel area
    "市信访局": ("市信访局", "district"),
    "province, room 1": ("省政府一号会议室", "province"),
    "province, room 3": ("省政府三号会议室", "province"),
    "provincial home affairs dept, room 1": ("省内务厅一号会议室", "province"),
    "district hall II": ("县第二会堂", "compound"),
    "district reception room": ("县接待室", "compound"),
    "party reception room": ("县委接待室", "compound"),
    "port": ("港口", "district"),
    "town government": ("镇政府", "district"),
    "gather at party committee": ("县委集合", "district"),
    "industrial-zones board": ("工业区管委会", "district"),
    "military command hall": ("军事指挥部会堂", "district"),
    "commune hall": ("乡社会堂", "district"),
    "gather at commune government": ("乡社政府集合", "district"),
}
AREAS = {"county": "city", "two subdistricts": "district", "commune": "district"}

ORGANISERS = {
    "信访局": "信访局",
    "economy and infrastructure office": "经济和基础设施办公室",
    "home affairs office": "内务办公室",
    "agriculture office": "农业办公室",
    "education office": "教育办公室",
    "finance office": "财政办公室",
}
