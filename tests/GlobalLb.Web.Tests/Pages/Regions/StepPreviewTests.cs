using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Live;
using GlobalLb.Web.Pages.Regions;

namespace GlobalLb.Web.Tests.Pages.Regions;

public sealed class StepPreviewTests
{
    // One client place for each continent but Antarctica, and one for everywhere else.
    private const int Places = 7;

    [Theory]
    [InlineData(RegionStep.Drain)]
    [InlineData(RegionStep.Evacuate)]
    [InlineData(RegionStep.StartDrill)]
    public void Leaving_says_how_many_move_and_where_to(RegionStep step) => Assert.Equal(
        new StepPreview($"{Places} of {Places} client places move to us.", 0, 0), Preview(Sample.Document, Sample.Eu, step));

    [Theory]
    [InlineData(RegionStep.Drain)]
    [InlineData(RegionStep.Evacuate)]
    public void Leaving_a_region_nobody_is_sent_to_moves_nobody(RegionStep step) => Assert.Equal(
        new StepPreview($"None of {Places} client places moves: nobody is sent here now.", 0, 0), Preview(Sample.Document, Sample.Us, step));

    [Fact]
    public void Only_the_clients_of_that_place_move()
    {
        var document = Sample.Steering(Sample.Www with
        {
            Policy = new GeographicNode { Branches = [new GeographicBranch([Place("continent:EU")], Sample.Www.Policy)], Otherwise = Sample.Leaf("us-web") },
        });
        Assert.Equal(new StepPreview($"1 of {Places} client places move to us.", 0, 0), Preview(document, Sample.Eu, RegionStep.Evacuate));
    }

    [Theory]
    [InlineData(RegionStep.Evacuate)]
    [InlineData(RegionStep.StartDrill)]
    public void Evacuating_the_only_region_of_a_name_empties_its_answers(RegionStep step)
    {
        var preview = Preview(Sample.Steering(Sample.Www with { Policy = Sample.Leaf("eu-web") }), Sample.Eu, step);
        Assert.Equal((0, Places), (preview!.ByFallback, preview.Emptied));
    }

    [Fact]
    public void Draining_the_only_region_of_a_name_leaves_its_clients_where_they_are() => Assert.Equal(
        new StepPreview($"None of {Places} client places moves: no other region can take them.", 0, 0),
        Preview(Sample.Steering(Sample.Www with { Policy = Sample.Leaf("eu-web") }), Sample.Eu, RegionStep.Drain));

    [Fact]
    public void Draining_what_was_evacuated_is_no_way_to_send_clients_elsewhere() => Assert.Equal(
        new StepPreview($"None of {Places} client places moves: nobody is sent here now.", 0, 0),
        Preview(WithEu(RegionState.Evacuated, null), Sample.Eu, RegionStep.Drain));

    [Fact]
    public void Opening_while_a_drill_is_under_way_brings_nobody_back() => Assert.Equal(
        new StepPreview($"0 of {Places} client places come back to Europe.", 0, 0),
        Preview(WithEu(RegionState.Drained, new Drill(Sample.Noon.AddHours(1), "ann")), Sample.Eu, RegionStep.Open));

    [Fact]
    public void Evacuating_to_a_region_that_is_down_is_answered_by_the_fallback()
    {
        var sick = Sample.UsPool with { Endpoints = [Sample.UsPool.Endpoints[0] with { Availability = EndpointAvailability.ForcedDown }] };
        var preview = Preview(Sample.Document with { Pools = [Sample.EuPool, sick] }, Sample.Eu, RegionStep.Evacuate);
        Assert.Equal((Places, 0), (preview!.ByFallback, preview.Emptied));
    }

    [Theory]
    [InlineData(RegionState.Drained)]
    [InlineData(RegionState.Evacuated)]
    public void Opening_says_how_many_come_back(RegionState state) => Assert.Equal(
        new StepPreview($"{Places} of {Places} client places come back to Europe.", 0, 0), Preview(WithEu(state, null), Sample.Eu, RegionStep.Open));

    [Theory]
    [InlineData(RegionState.Open, Places)]
    [InlineData(RegionState.Drained, 0)]
    public void The_end_of_a_drill_gives_back_what_the_state_before_allows(RegionState state, int back) => Assert.Equal(
        new StepPreview($"{back} of {Places} client places come back to Europe.", 0, 0),
        Preview(WithEu(state, new Drill(Sample.Noon.AddHours(1), "ann")), Sample.Eu, RegionStep.EndDrill));

    [Fact]
    public void Without_steered_names_there_is_nothing_to_count()
    {
        Assert.Null(Preview(Sample.Steering(), Sample.Eu, RegionStep.Evacuate));
        Assert.Null(StepPreview.Make(LiveState.Nothing, Sample.Eu, RegionStep.Evacuate, Sample.Noon));
    }

    private static ConfigurationDocument WithEu(RegionState state, Drill? drill) =>
        Change.Put(Sample.Eu with { State = state, Drill = drill })(Sample.Document);

    private static PlaceMatch Place(string text) => PlaceMatch.TryParse(text, out var place, out var problem) ? place : throw new FormatException(problem);

    private static StepPreview? Preview(ConfigurationDocument document, Region region, RegionStep step) =>
        StepPreview.Make(Sample.Live(document), region, step, Sample.Noon);
}
