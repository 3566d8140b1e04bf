using System.Collections.Frozen;
using System.Collections.Immutable;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// Which continent a country counts to: the ISO 3166-1 codes (with XK, in common use for Kosovo) under the seven continent
/// codes that geographic databases use.
/// </summary>
public static class Continents
{
    private static readonly Dictionary<string, string> Members = new()
    {
        ["AF"] =
            "DZ AO BJ BW BF BI CM CV CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY MG MW ML MR MU YT MA " +
            "MZ NA NE NG RE RW SH ST SN SC SL SO ZA SS SD TZ TG TN UG EH ZM ZW",
        ["AN"] =
            "AQ BV GS HM TF",
        ["AS"] =
            "AF AM AZ BH BD BT BN KH CN CY GE HK IN ID IR IQ IL JP JO KZ KW KG LA LB MO MY MV MN MM NP KP OM PK PS PH QA " +
            "SA SG KR LK SY TW TJ TH TL TR TM AE UZ VN YE IO CX CC",
        ["EU"] =
            "AX AL AD AT BY BE BA BG HR CZ DK EE FO FI FR DE GI GR GG VA HU IS IE IM IT JE LV LI LT LU MT MD MC ME NL MK " +
            "NO PL PT RO RU SM RS SK SI ES SJ SE CH UA GB XK",
        ["NA"] =
            "AI AG AW BS BB BZ BM BQ VG CA KY CR CU CW DM DO SV GL GD GP GT HT HN JM MQ MX MS NI PA PR BL KN LC MF PM VC " +
            "SX TT TC US VI",
        ["OC"] =
            "AS AU CK FJ PF GU KI MH FM NR NC NZ NU NF MP PW PG PN WS SB TK TO TV UM VU WF",
        ["SA"] =
            "AR BO BR CL CO EC FK GF GY PY PE SR UY VE",
    };

    private static readonly FrozenDictionary<string, string> ByCountry = Members
        .SelectMany(pair => pair.Value.Split(' ').Select(country => (Country: country, Continent: pair.Key)))
        .ToFrozenDictionary(pair => pair.Country, pair => pair.Continent);

    /// <summary>The seven codes: AF, AN, AS, EU, NA, OC, SA.</summary>
    public static ImmutableArray<string> All { get; } = [.. Members.Keys];

    /// <summary>All country codes, in alphabetical order.</summary>
    public static ImmutableArray<string> Countries { get; } = [.. ByCountry.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether <paramref name="code"/> is one of the seven, in upper case.</summary>
    public static bool IsContinent(string code) => Members.ContainsKey(code);

    /// <summary>The continent of a country by its code in upper case, or null when there is no such country.</summary>
    public static string? OfCountry(string code) => ByCountry.GetValueOrDefault(code);
}
