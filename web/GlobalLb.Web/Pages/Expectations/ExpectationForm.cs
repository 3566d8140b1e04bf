using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.Zones;

namespace GlobalLb.Web.Pages.Expectations;

/// <summary>An expectation while it is typed.</summary>
public sealed class ExpectationForm
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>A or AAAA.</summary>
    public RecordType Type { get; set; } = RecordType.A;

    /// <summary>The client.</summary>
    public string Client { get; set; } = "";

    /// <summary>What is imagined to be down: codes, separated by commas.</summary>
    public string Down { get; set; } = "";

    /// <summary>What must be answered.</summary>
    public string Expect { get; set; } = "";

    /// <summary>What was expected when the form was filled; null: a new one.</summary>
    public Expectation? Written { get; init; }

    /// <summary>Fills a form.</summary>
    public static ExpectationForm Of(Expectation expectation) => new()
    {
        Written = expectation,
        Name = expectation.Name.ToHostName(),
        Type = expectation.Type,
        Client = expectation.Client,
        Down = string.Join(", ", expectation.Down),
        Expect = expectation.Expect,
    };

    /// <summary>Reads the form; what cannot be read is added to <paramref name="problems"/>.</summary>
    public Expectation Read(List<Problem> problems) => new()
    {
        Name = Names.Read(Name, "name", problems),
        Type = Type,
        Client = Client.Trim(),
        Down = [.. Down.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)],
        Expect = Expect.Trim(),
    };
}
