namespace GlobalLb.Benchmarks.Workloads;

/// <summary>A made-up network of IPv4.</summary>
/// <param name="Start">Its first address.</param>
/// <param name="Length">The bits all its addresses share, 16 to 24.</param>
/// <param name="Region">The index of its region.</param>
/// <param name="Country">Which of the region's countries it lies in.</param>
internal readonly record struct PlacedNetwork(uint Start, int Length, int Region, int Country)
{
    /// <summary>How many countries each region has here.</summary>
    public const int CountriesPerRegion = 4;

    // By region, in the order of Workload.Regions.
    private const string Countries = "USCAMXCU" + "BRARCLPE" + "DEFRITPL" + "JPINCNKR" + "AUNZFJPG";

    /// <summary>The code of the country.</summary>
    public string CountryCode => Countries.Substring(((Region * CountriesPerRegion) + Country) * 2, 2);
}
