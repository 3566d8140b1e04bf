using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Parts;

namespace GlobalLb.Web.Pages.Vantages;

/// <summary>A vantage while it is typed.</summary>
public sealed class VantageForm
{
    /// <summary>Its code.</summary>
    public string Code { get; set; } = "";

    /// <summary>The code of the region it stands in or near; empty: not said.</summary>
    public string Region { get; set; } = "";

    /// <summary>The codes of what it must see, separated by commas.</summary>
    public string Canaries { get; set; } = "";

    /// <summary>The vantage as it is written; what is not edited here stays. Null: it is a new one.</summary>
    public KnownVantage? Written { get; init; }

    /// <summary>Fills a form.</summary>
    public static VantageForm Of(KnownVantage vantage) => new()
    {
        Code = vantage.Code.Value,
        Region = vantage.Region?.Value ?? "",
        Canaries = CodeList.Write(vantage.Canaries),
        Written = vantage,
    };

    /// <summary>Reads the form.</summary>
    public KnownVantage Read() => (Written ?? new KnownVantage { Code = default }) with
    {
        Code = new VantageCode(Code.Trim()),
        Region = Region.Length > 0 ? new RegionCode(Region) : null,
        Canaries = CodeList.Read(Canaries, Written?.Canaries ?? []),
    };
}
