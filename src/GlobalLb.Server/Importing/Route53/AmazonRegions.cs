namespace GlobalLb.Server.Importing.Route53;

/// <summary>About where the regions of Route 53's latency records are: city and coordinates, to a tenth of a degree.</summary>
internal static class AmazonRegions
{
    private static readonly Dictionary<string, (string Name, double Latitude, double Longitude)> Known = new(StringComparer.Ordinal)
    {
        ["us-east-1"] = ("Northern Virginia", 39.0, -77.5),
        ["us-east-2"] = ("Columbus", 40.0, -83.0),
        ["us-west-1"] = ("Northern California", 37.4, -121.9),
        ["us-west-2"] = ("Oregon", 45.8, -119.7),
        ["ca-central-1"] = ("Montréal", 45.5, -73.6),
        ["ca-west-1"] = ("Calgary", 51.0, -114.1),
        ["mx-central-1"] = ("Querétaro", 20.6, -100.4),
        ["sa-east-1"] = ("São Paulo", -23.5, -46.6),
        ["eu-west-1"] = ("Dublin", 53.3, -6.3),
        ["eu-west-2"] = ("London", 51.5, -0.1),
        ["eu-west-3"] = ("Paris", 48.9, 2.4),
        ["eu-central-1"] = ("Frankfurt", 50.1, 8.7),
        ["eu-central-2"] = ("Zürich", 47.4, 8.5),
        ["eu-north-1"] = ("Stockholm", 59.3, 18.1),
        ["eu-south-1"] = ("Milan", 45.5, 9.2),
        ["eu-south-2"] = ("Zaragoza", 41.6, -0.9),
        ["il-central-1"] = ("Tel Aviv", 32.1, 34.8),
        ["me-south-1"] = ("Bahrain", 26.1, 50.6),
        ["me-central-1"] = ("United Arab Emirates", 24.5, 54.4),
        ["af-south-1"] = ("Cape Town", -33.9, 18.4),
        ["ap-south-1"] = ("Mumbai", 19.1, 72.9),
        ["ap-south-2"] = ("Hyderabad", 17.4, 78.5),
        ["ap-east-1"] = ("Hong Kong", 22.3, 114.2),
        ["ap-southeast-1"] = ("Singapore", 1.4, 103.8),
        ["ap-southeast-2"] = ("Sydney", -33.9, 151.2),
        ["ap-southeast-3"] = ("Jakarta", -6.2, 106.8),
        ["ap-southeast-4"] = ("Melbourne", -37.8, 145.0),
        ["ap-northeast-1"] = ("Tokyo", 35.7, 139.7),
        ["ap-northeast-2"] = ("Seoul", 37.6, 127.0),
        ["ap-northeast-3"] = ("Osaka", 34.7, 135.5),
    };

    /// <summary>Name and coordinates of a region; null: not known.</summary>
    public static (string Name, double Latitude, double Longitude)? Find(string code) => Known.TryGetValue(code, out var known) ? known : null;
}
