//! The lists of units: only data, no rules.
//!
//! Each row has a canonical plural and the words that mean it, separated by `|`. To add a noun, add
//! a row. Families and households are separate units, and so are tons and tonnes, since they
//! differ.

use crate::language::words::UnitClass;

/// People and things that reports count.
pub(crate) const COUNTED: &[(&str, &str)] = &[
    (
        "people",
        "people|person|ppl|pax|persons|individuals|individual|souls|inhabitants|inhabitant|human beings|members of the public",
    ),
    ("civilians", "civilians|civilian"),
    ("children", "children|child|kids|minors|boys and girls"),
    ("boys", "boys|boy"),
    ("girls", "girls|girl"),
    ("infants", "infants|infant|babies|baby|newborns"),
    ("women", "women|woman"),
    ("men", "men|man"),
    ("residents", "residents|resident"),
    ("families", "families|family"),
    ("households", "households|household|hhs|hh"),
    ("refugees", "refugees|refugee"),
    (
        "IDPs",
        "idps|idp|internally displaced people|internally displaced persons|internally displaced|internal refugees",
    ),
    ("displaced people", "displaced people|displaced persons"),
    ("returnees", "returnees|returnee"),
    ("migrants", "migrants|migrant"),
    ("asylum seekers", "asylum seekers|asylum seeker|asylum - seekers"),
    ("patients", "patients|patient"),
    ("casualties", "casualties|casualty"),
    ("deaths", "deaths|death|fatalities|fatality"),
    ("injuries", "injuries|injury"),
    ("victims", "victims|victim"),
    ("survivors", "survivors|survivor"),
    ("fighters", "fighters|fighter"),
    ("rebels", "rebels|rebel"),
    ("militants", "militants|militant"),
    ("insurgents", "insurgents|insurgent"),
    ("soldiers", "soldiers|soldier|servicemen"),
    ("troops", "troops"),
    ("combatants", "combatants|combatant"),
    ("gunmen", "gunmen|gunman"),
    ("militiamen", "militiamen|militiaman"),
    ("fishermen", "fishermen|fisherman"),
    ("personnel", "personnel"),
    ("police officers", "police officers|police officer|policemen|policeman|police"),
    ("prisoners", "prisoners|prisoner"),
    ("detainees", "detainees|detainee"),
    ("hostages", "hostages|hostage"),
    ("witnesses", "witnesses|witness"),
    ("doctors", "doctors|doctor"),
    ("nurses", "nurses|nurse"),
    ("journalists", "journalists|journalist|reporters"),
    ("aid workers", "aid workers|aid worker|relief workers|humanitarian workers"),
    ("health workers", "health workers|health worker|medics|medical workers|medical staff"),
    ("workers", "workers|worker"),
    ("staff", "staff|staff members"),
    ("students", "students|student|pupils|pupil"),
    ("teachers", "teachers|teacher"),
    ("drivers", "drivers|driver"),
    ("trucks", "trucks|truck|lorries|lorry|truckloads|truckload|truck loads"),
    ("buses", "buses|bus"),
    ("ambulances", "ambulances|ambulance"),
    ("vehicles", "vehicles|vehicle"),
    ("cars", "cars|car"),
    ("tanks", "tanks|tank"),
    ("boats", "boats|boat"),
    ("ships", "ships|ship"),
    ("aircraft", "aircraft|warplanes|warplane|planes|plane|jets|jet"),
    ("helicopters", "helicopters|helicopter"),
    ("drones", "drones|drone"),
    ("convoys", "convoys|convoy"),
    ("corridors", "corridors|corridor"),
    ("crossings", "crossings|crossing"),
    ("checkpoints", "checkpoints|checkpoint"),
    ("schools", "schools|school"),
    ("hospitals", "hospitals|hospital"),
    ("clinics", "clinics|clinic"),
    (
        "health facilities",
        "health facilities|health facility|medical facilities|medical facility|health centres|health centers",
    ),
    ("houses", "houses|house"),
    ("homes", "homes|home"),
    ("buildings", "buildings|building"),
    ("shelters", "shelters|shelter"),
    ("tents", "tents|tent"),
    ("camps", "camps|camp"),
    ("villages", "villages|village"),
    ("towns", "towns|town"),
    ("cities", "cities|city"),
    ("neighbourhoods", "neighbourhoods|neighbourhood|neighborhoods|neighborhood"),
    ("districts", "districts|district"),
    ("countries", "countries|country|nations"),
    ("airstrikes", "airstrikes|airstrike|air strikes|air strike|air - strikes|air raids|air raid"),
    ("strikes", "strikes|strike"),
    ("attacks", "attacks|attack"),
    ("clashes", "clashes|clash"),
    ("explosions", "explosions|explosion|blasts|blast"),
    ("barrel bombs", "barrel bombs|barrel bomb"),
    ("bombs", "bombs|bomb"),
    ("shells", "shells|shell"),
    ("rockets", "rockets|rocket"),
    ("missiles", "missiles|missile"),
    ("mines", "mines|landmines|landmine|land mines"),
    ("bodies", "bodies|body|corpses|corpse"),
    ("ceasefires", "ceasefires|ceasefire|cease - fires|cease - fire|truces|truce"),
    ("violations", "violations|violation|breaches|breach"),
    ("incidents", "incidents|incident"),
    ("cases", "cases|case"),
    ("meals", "meals|meal"),
    ("rations", "rations|ration|food rations"),
    ("parcels", "parcels|parcel|aid parcels|aid parcel"),
    ("food parcels", "food parcels|food parcel|food baskets|food basket"),
    ("blankets", "blankets|blanket"),
    ("beds", "beds|bed"),
    ("doses", "doses|dose"),
    ("times", "times"),
    ("working days", "working days|working day|business days|business day"),
    ("nights", "nights|night"),
    ("percentage points", "percentage points|percentage point"),
];

/// Weights, lengths, areas, volumes and temperatures.
pub(crate) const MEASURES: &[(&str, &str)] = &[
    ("tonnes", "tonnes|tonne|metric tons|metric ton|metric tonnes|t|mt"),
    ("tons", "tons|ton|short tons|long tons"),
    ("kg", "kg|kgs|kilograms|kilogram|kilogrammes|kilogramme|kilos|kilo"),
    ("grams", "grams|gram|grammes|gramme|g"),
    ("mg", "mg|milligrams|milligram"),
    ("litres", "litres|litre|liters|liter|l"),
    ("ml", "ml|millilitres|milliliters"),
    ("gallons", "gallons|gallon"),
    ("barrels", "barrels|barrel"),
    ("km", "km|kms|kilometres|kilometre|kilometers|kilometer"),
    ("metres", "metres|metre|meters|meter|m"),
    ("cm", "cm|centimetres|centimeters|centimetre|centimeter"),
    ("mm", "mm|millimetres|millimeters"),
    ("miles", "miles|mile|mi"),
    ("feet", "feet|foot|ft"),
    ("yards", "yards|yard"),
    ("inches", "inches|inch|in"),
    ("hectares", "hectares|hectare|ha"),
    ("acres", "acres|acre"),
    (
        "square km",
        "square kilometres|square kilometers|square kilometre|square kilometer|square km|sq km|sq . km|km2|km²|km squared|kilometres squared",
    ),
    ("square metres", "square metres|square meters|square metre|square meter|sq m|m2|m²"),
    ("square miles", "square miles|square mile|sq mi|sq miles"),
    ("cubic metres", "cubic metres|cubic meters|cubic metre|cubic meter|m3|m³"),
    ("cubic km", "cubic kilometres|cubic kilometers|cubic kilometre|cubic km|km3|km³|km cubed"),
    ("pounds", "pounds|pound|lb|lbs"),
    ("degrees Celsius", "degrees celsius|degree celsius|° c|degrees centigrade|° celsius"),
    ("degrees Fahrenheit", "degrees fahrenheit|degree fahrenheit|° f|° fahrenheit"),
    ("degrees", "degrees|degree|°"),
    ("MW", "megawatts|megawatt|mw"),
    ("MWh", "mwh|megawatt hours|megawatt - hours"),
    ("kWh", "kwh|kilowatt hours|kilowatt - hours"),
    ("calories", "calories|calorie|kcal"),
    ("acre-feet", "acre - feet|acre feet"),
];

/// Currencies, as ISO 4217 codes if the words name one country's currency.
pub(crate) const CURRENCIES: &[(&str, &str)] = &[
    (
        "USD",
        "$|us $|u . s . $|usd|usd $|dollars|dollar|us dollars|us dollar|u . s . dollars|american dollars|bucks",
    ),
    ("CAD", "c $|ca $|canadian dollars|cad"),
    ("AUD", "a $|au $|australian dollars|aud"),
    ("EUR", "€|eur|euros|euro"),
    ("GBP", "£|gbp|pounds sterling|pound sterling|british pounds|sterling"),
    ("SYP", "syp|syrian pounds|syrian pound|syrian liras|syrian lira"),
    ("TRY", "₺|turkish liras|turkish lira"),
    ("IQD", "iqd|iraqi dinars|iraqi dinar"),
    ("JOD", "jod|jordanian dinars|jordanian dinar"),
    ("LBP", "lbp|lebanese pounds|lebanese pound|lebanese liras"),
    ("EGP", "egp|egyptian pounds|egyptian pound"),
    ("SDG", "sdg|sudanese pounds|sudanese pound"),
    ("SSP", "ssp|south sudanese pounds|south sudanese pound"),
    ("YER", "yer|yemeni rials|yemeni rial|yemeni riyals"),
    ("SAR", "sar|saudi riyals|saudi riyal"),
    ("AED", "aed|dirhams|dirham|uae dirhams"),
    ("AFN", "afn|afghanis|afghani"),
    ("PKR", "pkr|pakistani rupees|pakistani rupee"),
    ("INR", "₹|inr|indian rupees|indian rupee"),
    ("UAH", "₴|uah|hryvnia|hryvnias|hryvni"),
    ("RUB", "₽|rub|rubles|ruble|roubles|rouble|russian rubles|russian roubles"),
    ("CHF", "chf|swiss francs|swiss franc"),
    ("JPY", "¥|jpy|yen|japanese yen"),
    ("CNY", "cny|rmb|yuan|renminbi"),
    ("ILS", "₪|ils|shekels|shekel|new shekels"),
    ("NGN", "₦|ngn|naira|nairas"),
    ("ETB", "etb|ethiopian birr|birr"),
    ("KES", "kes|kenyan shillings"),
    ("SEK", "sek|swedish kronor|swedish krona"),
    ("NOK", "nok|norwegian kroner"),
    ("DKK", "dkk|danish kroner"),
    ("lira", "lira|liras"),
    ("dinars", "dinars|dinar"),
    ("rials", "rials|rial"),
    ("riyals", "riyals|riyal"),
    ("rupees", "rupees|rupee"),
    ("shillings", "shillings|shilling"),
    ("francs", "francs|franc"),
    ("cents", "cents|cent"),
    ("pence", "pence|pennies|penny"),
];

/// Units of time that dates do not use: canonical unit, its class, how many of it the word means,
/// and the words. The common units are in `words::time`.
pub(crate) const TIMES: &[(&str, UnitClass, u64, &str)] = &[
    ("seconds", UnitClass::Seconds(1), 1, "s"),
    ("hours", UnitClass::Seconds(3_600), 1, "h"),
    ("days", UnitClass::Seconds(86_400), 1, "d|consecutive days|straight days"),
    ("months", UnitClass::Months(1), 1, "mos"),
    ("years", UnitClass::Months(12), 100, "centuries|century"),
];

/// Adjectives between a number and its noun; they do not change how many there are.
pub(crate) const ADJECTIVES: &str = "\
    wounded|injured|trapped|besieged|displaced|dead|killed|missing|detained|sick|malnourished|\
    homeless|hungry|starving|stranded|vulnerable|unaccompanied|separated|disabled|elderly|old|\
    young|pregnant|adult|unarmed|armed|heavily|lightly|seriously|severely|badly|critically|newly|\
    acutely|internally|registered|suspected|confirmed|reported|new|more|other|additional|further|\
    extra|fresh|different|separate|remaining|such|aid|food|medical|humanitarian|relief|rescue|\
    emergency|water|fuel|health|civilian|military|government|opposition|rebel|army|state|local|\
    foreign|un|u . n .|eu|red cross|red crescent|private|public|loaded|empty|damaged|destroyed|\
    large|small|big|major|minor|heavy|light|long|short|single|full|whole|innocent|ordinary|young|\
    school - age|working|functioning|functional|open|closed|main|key|safe|secure|live|consecutive|\
    straight|evacuation|pro - government|anti - government|rebel - held|government - held|al|\
    al - qaeda|islamist|jihadist|kurdish|turkish|arab|british|french|russian|u . s .|chinese|\
    border|air|ground|artillery|mortar|cluster|barrel|suicide|car|female|male|able - bodied|\
    front - line|frontline|known|recorded|documented|verified|deadly|fatal|serious|severe|mass|\
    massive|joint|violent|targeted|direct|nearby|rural|urban|partially|fully|completely|totally|\
    unexploded|mobile|primary|secondary|elementary|maternity|field|northern|southern|eastern|\
    western|occupied|abandoned|collapsed|burned|burnt|looted|stolen|orphaned|widowed|hospitalised|\
    hospitalized|infected|probable|active|unidentified|unknown|masked|uniformed|loyalist|allied|\
    volunteer|contracted|senior|junior|estimated|possible|alleged|prefabricated|temporary|\
    makeshift|winter|hygiene|planned|required|targeted|needed|requested|promised|allocated";

/// Adjectives that say which of the people of a place are counted. The figure is the same without them, but it does not
/// count all people: they are a scope.
pub(crate) const NARROWING: &[&str] = &[
    "adult",
    "besieged",
    "disabled",
    "displaced",
    "elderly",
    "female",
    "foreign",
    "homeless",
    "hospitalised",
    "hospitalized",
    "infected",
    "injured",
    "male",
    "malnourished",
    "orphaned",
    "pregnant",
    "separated",
    "sick",
    "starving",
    "stranded",
    "trapped",
    "unaccompanied",
    "unarmed",
    "widowed",
    "wounded",
    "young",
];
