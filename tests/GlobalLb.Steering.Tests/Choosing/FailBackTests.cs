using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class FailBackTests
{
    private static readonly FailoverNode Manual = Example.Failover("eu-web", "us-web", "ap-web") with { FailBack = FailBack.Manual };

    [Theory]
    [InlineData("", "eu")]
    [InlineData("eu|", "us us")] // what returned waits
    [InlineData("eu|us eu|us|", "us ap ap ap")]
    [InlineData("eu|us eu|us ap", "us ap eu")] // nothing later is left: from the beginning
    [InlineData("eu|us eu|us ap|eu|", "us ap eu us us")] // and from there on as before
    [InlineData("us|", "eu eu")]
    [InlineData("eu us ap|", "eu eu")] // everything down moves nobody
    public void It_goes_on_and_does_not_come_back_by_itself(string downs, string expected)
    {
        var snapshot = Compile(Manual);
        var answers = new List<string>();
        foreach (var down in downs.Split('|'))
        {
            snapshot = With(snapshot, down);
            answers.Add(Region(snapshot));
        }

        Assert.Equal(expected, string.Join(' ', answers));
    }

    [Fact]
    public void Automatic_comes_back_at_once() =>
        Assert.Equal("eu", Region(With(With(Compile(Manual with { FailBack = FailBack.Automatic }), "eu"), "")));

    [Fact]
    public void Each_family_goes_on_by_itself()
    {
        var snapshot = Compile(Manual);
        snapshot = snapshot.With(Example.Down(Example.Document, "eu-6"), Example.Noon).With(Example.Down(Example.Document), Example.Noon);
        Assert.Equal("eu-1 eu-2", snapshot.Answered());
        Assert.Equal("us-6", snapshot.Answered(isIPv4: false));
    }

    [Fact]
    public void An_edit_elsewhere_changes_nothing_and_the_operators_word_brings_it_back()
    {
        var moved = With(With(Compile(Manual), "eu"), "");
        var elsewhere = Compile(Manual, document => document with { Places = [] }, moved);
        Assert.Equal("us", Region(elsewhere));
        Assert.Equal("us", Region(With(elsewhere, "")));
        Assert.Equal("us", Region(Compile(Example.Failover(Manual), before: moved))); // the same node, elsewhere in the tree
        Assert.Equal("eu", Region(Compile(Manual with { FailedBackAt = Example.Noon }, before: moved)));
        Assert.Equal("eu", Region(Compile(Manual with { Order = [.. Manual.Order, Example.Leaf("ap-web")] }, before: moved)));
        Assert.Equal("eu", Region(Compile(Manual)));
    }

    [Fact]
    public void A_fault_that_is_played_moves_on_from_where_it_stands_and_leaves_that_as_it_was()
    {
        var moved = With(With(Compile(Manual), "eu"), "");
        Assert.Equal("ap", Region(moved.WithFault(endpoint => endpoint.Pool.Code.Value == "us-web")));
        Assert.Equal("us", Region(moved));
    }

    private static Snapshot With(Snapshot snapshot, string down) => snapshot.With(
        Example.Down(Example.Document, [.. down.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(region => new[] { $"{region}-1", $"{region}-2", $"{region}-6" })]), Example.Noon);

    private static string Region(Snapshot snapshot) => snapshot.Answered()[..2];

    private static Snapshot Compile(PolicyNode policy, Func<ConfigurationDocument, ConfigurationDocument>? change = null, Snapshot? before = null)
    {
        var document = Example.WithPolicy(policy);
        if (change is not null) document = change(document);
        return Snapshot.Compile(document, 1, Example.Down(document), Example.Noon, before: before);
    }
}
