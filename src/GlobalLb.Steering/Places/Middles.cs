using System.Collections.Frozen;
using System.Globalization;

namespace GlobalLb.Steering.Places;

/// <summary>
/// Where countries and continents about are: whole degrees north and east of a point in their middle. Databases of countries
/// have no coordinates, and to know which of our regions is nearest this is nearly always enough.
/// </summary>
internal static class Middles
{
    private const string Countries =
        "AD 43 2 AE 24 54 AF 33 65 AG 17 -62 AI 18 -63 AL 41 20 AM 40 45 AO -12 18 AQ -80 0 AR -34 -64 AS -14 -170 AT 47 14 " +
        "AU -28 140 AW 13 -70 AX 60 20 AZ 40 48 BA 44 18 BB 13 -60 BD 24 90 BE 51 4 BF 12 -2 BG 43 25 BH 26 51 BI -3 30 " +
        "BJ 9 2 BL 18 -63 BM 32 -65 BN 5 115 BO -17 -65 BQ 12 -68 BR -14 -51 BS 24 -76 BT 27 90 BV -54 3 BW -22 24 BY 53 28 " +
        "BZ 17 -89 CA 50 -90 CC -12 97 CD -2 23 CF 7 21 CG -1 15 CH 47 8 CI 8 -5 CK -21 -160 CL -33 -71 CM 6 12 CN 34 108 " +
        "CO 4 -73 CR 10 -84 CU 22 -79 CV 16 -24 CW 12 -69 CX -10 106 CY 35 33 CZ 50 15 DE 51 10 DJ 12 43 DK 56 10 DM 15 -61 " +
        "DO 19 -71 DZ 33 3 EC -1 -79 EE 59 26 EG 29 31 EH 25 -13 ER 15 39 ES 40 -4 ET 8 39 FI 62 26 FJ -18 178 FK -52 -59 " +
        "FM 7 158 FO 62 -7 FR 47 2 GA -1 12 GB 53 -2 GD 12 -62 GE 42 43 GF 4 -53 GG 49 -3 GH 8 -1 GI 36 -5 GL 68 -45 " +
        "GM 13 -15 GN 10 -11 GP 16 -62 GQ 2 10 GR 39 22 GS -54 -37 GT 15 -90 GU 13 145 GW 12 -15 GY 5 -59 HK 22 114 HM -53 74 " +
        "HN 15 -86 HR 45 16 HT 19 -72 HU 47 20 ID -6 110 IE 53 -8 IL 32 35 IM 54 -5 IN 22 79 IO -7 72 IQ 33 44 IR 33 53 " +
        "IS 65 -19 IT 43 12 JE 49 -2 JM 18 -77 JO 31 36 JP 36 138 KE 0 38 KG 41 75 KH 13 105 KI 1 173 KM -12 43 KN 17 -63 " +
        "KP 40 127 KR 37 127 KW 29 48 KY 19 -81 KZ 48 68 LA 18 105 LB 34 36 LC 14 -61 LI 47 10 LK 7 81 LR 6 -9 LS -29 28 " +
        "LT 55 24 LU 50 6 LV 57 25 LY 28 17 MA 32 -6 MC 44 7 MD 47 29 ME 43 19 MF 18 -63 MG -19 47 MH 9 168 MK 42 22 " +
        "ML 14 -6 MM 20 96 MN 47 105 MO 22 114 MP 15 146 MQ 15 -61 MR 19 -12 MS 17 -62 MT 36 14 MU -20 57 MV 3 73 MW -13 34 " +
        "MX 21 -101 MY 4 102 MZ -18 35 NA -22 17 NC -21 165 NE 15 8 NF -29 168 NG 9 8 NI 13 -85 NL 52 5 NO 61 10 NP 28 84 " +
        "NR -1 167 NU -19 -170 NZ -39 175 OM 22 57 PA 9 -80 PE -10 -76 PF -18 -149 PG -6 147 PH 13 122 PK 30 70 PL 52 19 " +
        "PM 47 -56 PN -25 -130 PR 18 -66 PS 32 35 PT 40 -8 PW 7 134 PY -24 -58 QA 25 51 RE -21 56 RO 46 25 RS 44 21 RU 55 45 " +
        "RW -2 30 SA 24 45 SB -9 160 SC -5 55 SD 15 31 SE 60 16 SG 1 104 SH -16 -6 SI 46 15 SJ 78 18 SK 49 20 SL 8 -12 " +
        "SM 44 12 SN 14 -15 SO 5 46 SR 4 -56 SS 7 30 ST 0 7 SV 14 -89 SX 18 -63 SY 35 38 SZ -26 31 TC 22 -72 TD 14 18 " +
        "TF -49 69 TG 8 1 TH 14 101 TJ 39 70 TK -9 -172 TL -9 126 TM 39 59 TN 35 10 TO -21 -175 TR 39 34 TT 10 -61 TV -8 178 " +
        "TW 24 121 TZ -6 35 UA 49 31 UG 1 32 UM 19 167 US 39 -92 UY -33 -56 UZ 41 65 VA 42 12 VC 13 -61 VE 9 -67 VG 18 -65 " +
        "VI 18 -65 VN 16 107 VU -16 167 WF -13 -176 WS -14 -172 XK 43 21 YE 15 46 YT -13 45 ZA -28 26 ZM -14 28 ZW -19 30";

    // The codes of countries and continents overlap: NA is Namibia, and North America.
    private const string Continents = "AF 5 20 AN -80 0 AS 28 95 EU 50 12 NA 38 -92 OC -28 145 SA -15 -58";

    private static readonly FrozenDictionary<string, Coordinates> OfCountries = Read(Countries), OfContinents = Read(Continents);

    /// <summary>The middle of a place's country, else of its continent; null when neither is known.</summary>
    public static Coordinates? Of(Place place) =>
        place.CountryCode is { } country && OfCountries.TryGetValue(country, out var middle) ? middle
        : place.ContinentCode is { } continent && OfContinents.TryGetValue(continent, out middle) ? middle
        : null;

    private static FrozenDictionary<string, Coordinates> Read(string table) =>
        table.Split(' ').Chunk(3).ToFrozenDictionary(row => row[0], row => new Coordinates(Number(row[1]), Number(row[2])));

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
