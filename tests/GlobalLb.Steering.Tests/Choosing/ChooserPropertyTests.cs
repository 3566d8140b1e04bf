using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class ChooserPropertyTests
{
    private const int Worlds = 3000;

    private static readonly Comparer<EndpointCode> Codes = Comparer<EndpointCode>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value));

    [Fact]
    public void Availability_propagates_upward() => Holds(
        World.WithoutMinimum,
        world => world.InReach().Contains(Standing.Available),
        world => !world.Choice.IsNothing && !world.Choice.IsFallback && world.Answered().Any()
            && world.Answered().All(standing => standing == Standing.Available || (standing == Standing.Drained && world.IsSticky)));

    [Fact]
    public void Drained_endpoints_are_answered_when_nothing_in_reach_is_available_and_before_any_fallback() => Holds(
        World.WithoutMinimum,
        world => world.InReach().DefaultIfEmpty().Max() == Standing.Drained,
        world => !world.Choice.IsFallback && world.Answered().Any() && world.Answered().All(standing => standing == Standing.Drained));

    [Fact]
    public void Evacuated_endpoints_are_never_answered() => Holds(
        World.Any,
        world => world.Named().Contains(Standing.Evacuated),
        world => !world.Answered().Contains(Standing.Evacuated));

    [Fact]
    public void With_a_fallback_the_answer_is_empty_only_when_everything_is_evacuated_or_behind_a_fence() => Holds(
        World.Any,
        world => world.FallsBackToEndpoints && world.Named().Any(standing => standing > Standing.Evacuated),
        world => world.Answered().Any() || (world.IsFenced && world.Fallback != Fallback.AllEndpoints));

    [Fact]
    public void A_fence_holds_unless_the_fallback_is_to_answer_all() => Holds(
        World.Any,
        world => world.IsFenced && world.Fallback != Fallback.AllEndpoints,
        world => world.IsInReach);

    [Fact]
    public void Without_a_fallback_nothing_that_is_down_is_answered() => Holds(
        World.Any,
        world => !world.FallsBackToEndpoints && world.InReach().All(standing => standing < Standing.Drained),
        world => !world.Answered().Any() && (world.Fallback == Fallback.Static || world.Choice.IsNothing));

    [Fact]
    public void Of_a_pool_nothing_is_named_as_answered_that_no_answer_has() => Holds(
        World.Any,
        world => world.Choice is { PoolIndex: >= 0, Most: > 3 } && world.OneAnswer().Count > 0,
        world => world.OneAnswer().Order(Codes).SequenceEqual(Explainer.Answered(world.Choice).Select(endpoint => endpoint.Code).Order(Codes)));

    [Fact]
    public void Within_the_scope_every_client_gets_the_same_choice() => Holds(
        World.WithoutChance,
        world => world.Other.IsIPv4 == world.Address.IsIPv4,
        world => IsSame(world.Choice, world.ChooseFor(Neighbour(world))));

    [Fact]
    public void Within_the_scope_the_same_draw_gives_the_same_choice_even_where_there_is_chance() => Holds(
        World.Any,
        world => world.Other.IsIPv4 == world.Address.IsIPv4,
        world => IsSame(world.Choice, world.ChooseFor(Neighbour(world))));

    [Fact]
    public void A_look_up_in_two_steps_gives_the_same_choice_and_no_wider_scope() => Holds(
        World.Any,
        world => world.Choice.Scope > 0,
        world =>
        {
            var inSteps = world.Snapshot with { Geography = world.Snapshot.Geography.With(world.Snapshot.Places, mostBlocks: 0) };
            var choice = Chooser.Choose(world.Name, inSteps, new Client(world.Address), world.IsIPv4, world.Draw);
            return choice.Scope >= world.Choice.Scope && IsSame(choice with { Scope = world.Choice.Scope }, world.Choice);
        });

    [Fact]
    public void Other_places_give_what_a_configuration_compiled_with_them_gives() => Holds(
        World.Any,
        _ => true,
        world =>
        {
            var without = Snapshot.Compile(world.Document with { Places = [] }, 1, world.Before, Example.Noon).With(world.Health, Example.Noon);
            var choice = Chooser.Choose(world.Name, without.With(world.Snapshot.Places), new Client(world.Address), world.IsIPv4, world.Draw);
            return IsSame(choice, world.Choice);
        });

    [Fact]
    public void The_scope_is_never_longer_than_an_address() => Holds(
        World.Any, _ => true, world => world.Choice.Scope >= 0 && world.Choice.Scope <= world.Address.Length);

    [Fact]
    public void A_choice_that_is_written_down_is_the_choice_that_is_not() => Holds(
        World.Any,
        _ => true,
        world =>
        {
            var trace = new Trace();
            return IsSame(world.Choice, world.ChooseFor(world.Address, trace)) && trace.Steps.Count > 0 && trace.Steps.All(step => step.Depth >= 0);
        });

    [Fact]
    public void Every_world_of_these_tests_is_one_that_validation_lets_pass() => Holds(
        World.Any,
        _ => true,
        world => ConfigurationValidation.Check(world.Document).All(problem => problem.Sentence.Contains("would be evacuated", StringComparison.Ordinal)));

    private static void Holds(Arbitrary<World> worlds, Func<World, bool> when, Func<World, bool> then)
    {
        // A property whose condition hardly ever holds would prove nothing.
        var met = 0;
        Prop.ForAll(worlds, world =>
        {
            if (!when(world)) return true;
            met++;
            return then(world);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Worlds));
        Assert.InRange(met, Worlds / 50, Worlds);
    }

    private static bool IsSame(in Choice left, in Choice right) =>
        left.Pool == right.Pool && left.IsSeveral == right.IsSeveral && left.Threshold == right.Threshold && left.Scope == right.Scope && left.Most == right.Most;

    // Another address that shares as many bits as the scope says, and is as far away as that allows.
    private static ClientAddress Neighbour(World world)
    {
        var scope = world.Choice.Scope;
        return world.Address with { Bits = world.Address.Masked(scope).Bits | (world.Other.Bits ^ world.Other.Masked(scope).Bits) };
    }
}
