using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

/// <summary>
/// The evaluator against a plain model, over arbitrary trees, regions and health. In the long run <c>GLOBALLB_TEST_CASES</c> says how
/// many worlds are tried.
/// </summary>
public sealed class PolicyModelTests
{
    private static readonly int Worlds = int.TryParse(Environment.GetEnvironmentVariable("GLOBALLB_TEST_CASES"), CultureInfo.InvariantCulture, out var cases) ? cases : 5000;

    [Fact]
    public void What_is_chosen_is_what_a_plain_model_would_choose()
    {
        var met = new Dictionary<(Standing? Threshold, bool IsSeveral, bool IsNothing), int>();
        var (lastGood, gone, nearby, otherwise) = (0, 0, 0, 0);
        Prop.ForAll(World.Any, world =>
        {
            var all = new PolicyModel(world);
            var model = all.Nearby();
            var expected = model.Choose();
            if (world.DownNearby().Count > 0) nearby++;
            if (model != all && !expected.Picks.SetEquals(all.Choose().Picks)) otherwise++;
            var isNothing = expected.Picks.Count == 0 && !expected.IsSeveral;
            var key = (expected.Threshold, expected.IsSeveral, isNothing);
            met[key] = met.GetValueOrDefault(key) + 1;
            if (expected.IsLastGood) lastGood++;

            var (choice, answer) = (world.Choice, world.OneAnswer());
            if (expected.IsLastGood && world.Answered().All(standing => standing == Standing.Down)) gone++;
            if (isNothing) return answer.Count == 0 && (choice.IsNothing || world.Fallback == Fallback.Static);
            var pick = choice.Pool is { } pool ? new PolicyModel.Pick(pool.Code, choice.Most, choice.Threshold) : null;
            return choice.IsSeveral == expected.IsSeveral
                && (pick is null ? expected.IsSeveral && choice.Threshold == expected.Threshold : expected.Picks.Contains(pick))
                && model.IsKept(expected, pick, answer);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Worlds));

        // Every way to come to an answer was gone.
        Assert.Equal(3, met.Where(pair => pair.Value >= Worlds / 100).Select(pair => pair.Key.Threshold).OfType<Standing>().Distinct().Count());
        Assert.Contains(met, pair => pair.Key.IsSeveral && pair.Value >= Worlds / 100);
        Assert.Contains(met, pair => pair.Key.IsNothing && pair.Value >= Worlds / 100);
        Assert.True(lastGood >= Worlds / 100 && gone >= Worlds / 200, $"in {lastGood} of {Worlds} worlds what was good last is answered, in {gone} of them it is down");
        Assert.True(nearby >= Worlds / 5 && otherwise >= Worlds / 100, $"in {nearby} of {Worlds} worlds vantages near the client find something down, in {otherwise} of them that leads elsewhere");
    }
}
