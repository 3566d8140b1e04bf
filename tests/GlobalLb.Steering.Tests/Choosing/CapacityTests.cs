using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class CapacityTests
{
    private const int Draws = 1000;

    // Of a thousand clients, how many come to eu (home), us (near) and ap (far).
    [Theory]
    [InlineData("100/- -/- -/-", "", "1000 0 0", "1000 0 0", "1000 0 0")] // nobody wrote the load
    [InlineData("-/100 -/- -/-", "", "1000 0 0", "1000 0 0", "1000 0 0")] // nor what home can bear
    [InlineData("100/100 -/- -/-", "", "1000 0 0", "1000 0 0", "1000 0 0")]
    [InlineData("100/200 500/100 500/100", "", "500 500 0", "500 250 250", "500 250 250")]
    [InlineData("100/200 130/100 500/100", "", "500 150 350", "500 150 350", "500 35 465")]
    [InlineData("100/200 130/100 120/100", "", "750 150 100", "750 150 100", "750 150 100")] // the rest stays at home
    [InlineData("100/200 90/100 100/100", "", "1000 0 0", "1000 0 0", "1000 0 0")]
    [InlineData("0/200 500/100 500/100", "", "0 1000 0", "0 500 500", "0 500 500")]
    [InlineData("100/200 -/- 150/100", "", "500 500 0", "500 250 250", "500 333 167")] // no capacity: room for all that is over
    [InlineData("100/200 500/100 500/100", "us", "500 0 500", "500 0 500", "500 0 500")]
    [InlineData("100/200 500/100 500/100", "us ap", "1000 0 0", "1000 0 0", "1000 0 0")]
    [InlineData("-/- -/- -/-", "eu", "0 1000 0", "0 500 500", "0 500 500")]
    [InlineData("-/100 150/100 500/100", "eu", "0 500 500", "0 500 500", "0 111 889")]
    [InlineData("-/100 100/100 300/300", "eu", "0 1000 0", "0 500 500", "0 250 750")] // nobody has room: as if there were
    [InlineData("-/100 -/- -/-", "eu us", "0 0 1000", "0 0 1000", "0 0 1000")]
    [InlineData("100/200 200/100 200/300", "", "750 250 0", "750 250 0", "750 250 0")] // ap is over by as much, so that half of the room is ap's
    public void What_home_cannot_bear_goes_where_there_is_room(string regions, string down, string nearest, string spread, string aware)
    {
        string[] expected = [nearest, spread, aware];
        foreach (var overflow in Enum.GetValues<CapacityOverflow>())
            Assert.Equal(expected[(int)overflow], Counts(Compile(overflow, regions, down)));
    }

    [Fact]
    public void A_branch_in_the_region_of_an_earlier_one_has_no_room_of_its_own()
    {
        var document = Document(CapacityOverflow.Spread, "100/200 500/100 500/100", Example.Leaf("eu-web"), Example.Leaf("us-web"), Example.Leaf("us-too"), Example.Leaf("ap-web"));
        var snapshot = document.Compile();
        Assert.Equal(0, Example.Stratified(Draws).Count(draw => snapshot.Answered(draw: draw) == "us-3"));
        Assert.Equal(250, Example.Stratified(Draws).Count(draw => document.Compile("us-1").Answered(draw: draw) == "us-3"));
    }

    [Fact]
    public void What_is_drawn_and_has_nothing_for_the_client_is_followed_by_the_others_in_order()
    {
        var document = Document(
            CapacityOverflow.Nearest, "0/200 500/100 500/100",
            Example.Leaf("eu-web"), Example.Geographic(Example.Leaf("us-web") with { Minimum = new() { Count = 2 } }, ("country:DE", Example.Leaf("us-web"))), Example.Leaf("ap-web"));
        Assert.Equal("us-1", document.Compile().Answered("10.1.0.1"));
        Assert.Equal("eu-1 eu-2", document.Compile().Answered("10.9.0.1"));
    }

    [Fact]
    public void Each_family_is_shared_out_by_itself()
    {
        var snapshot = Compile(CapacityOverflow.Nearest, "0/200 500/100 500/100", "");
        Assert.Equal("us-6", snapshot.Answered(isIPv4: false));
        Assert.Equal("eu-6", snapshot.With(Example.Down(Document(CapacityOverflow.Nearest, "0/200 500/100 500/100"), "us-6"), Example.Noon).Answered(isIPv4: false));
    }

    private static string Counts(Snapshot snapshot)
    {
        var answers = Example.Stratified(Draws).Select(draw => snapshot.Answered(draw: draw)[..2]).CountBy(region => region).ToDictionary();
        return string.Join(' ', new[] { "eu", "us", "ap" }.Select(region => answers.GetValueOrDefault(region)));
    }

    private static Snapshot Compile(CapacityOverflow overflow, string regions, string down) =>
        Document(overflow, regions).Compile([.. down.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(region => new[] { $"{region}-1", $"{region}-2" })]);

    private static ConfigurationDocument Document(CapacityOverflow overflow, string regions, params PolicyNode[] branches)
    {
        var numbers = regions.Split(' ', '/').Select(text => text == "-" ? default(double?) : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        if (branches.Length == 0) branches = [Example.Leaf("eu-web"), Example.Leaf("us-web"), Example.Leaf("ap-web")];
        var document = Example.WithPolicy(new CapacityNode { Overflow = overflow, Branches = [.. branches.Select(branch => new CapacityBranch(branch))] });
        return document with
        {
            Regions = [.. document.Regions.Select((region, i) => region with { Latitude = i * 20, Capacity = numbers[i * 2], Load = numbers[(i * 2) + 1] })],
            Pools = [.. document.Pools, Example.Pool("us-too", "us-east", ("us-3", "198.51.100.3"))],
        };
    }
}
