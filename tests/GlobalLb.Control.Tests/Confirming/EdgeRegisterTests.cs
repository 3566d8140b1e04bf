using GlobalLb.Control.Confirming;
using GlobalLb.Control.Publishing;
using GlobalLb.Steering.Publications;
using GlobalLb.Store.Edges;
using GlobalLb.Tests;

namespace GlobalLb.Control.Tests.Confirming;

public sealed class EdgeRegisterTests
{
    private static readonly Guid Here = Guid.NewGuid();

    private readonly ManualTime _time = new();
    private readonly Publisher _publisher;

    public EdgeRegisterTests()
    {
        _publisher = new Publisher(_time);
        _publisher.Lead(Here, 1, 1, Sample.Document, Sample.Table());
    }

    private EdgeRegister Edges => _publisher.Edges;

    [Fact]
    public void A_publication_is_confirmed_when_the_last_edge_has_taken_it_by_its_own_clock()
    {
        using var fra = Edges.Connect("fra", "192.0.2.1");
        using var ams = Edges.Connect("ams", "192.0.2.2");
        var publication = Publish("eu-web-1");
        Wait(0.2);
        Say("fra", publication, age: 0.15);
        Assert.Empty(Edges.TakeSettled());
        Wait(0.3);
        Say("ams", publication, age: 0.1);
        var settled = Assert.Single(Edges.TakeSettled());
        Assert.Equal((2, 400.0, 1L, publication.Sequence), (settled.Confirmed, settled.Milliseconds, settled.Term, settled.Sequence));
        Assert.Empty(settled.Late);
        Assert.Empty(Edges.TakeSettled());
    }

    [Fact]
    public void An_edge_that_is_silent_is_named_and_the_figure_of_the_others_stands()
    {
        using var fra = Edges.Connect("fra", "192.0.2.1");
        using var silent = Edges.Connect("silent", "192.0.2.3");
        using var old = Edges.Connect(null, "192.0.2.4");
        var leaving = Edges.Connect("leaving", "192.0.2.5");
        var publication = Publish("eu-web-1");
        Wait(1);
        Say("fra", publication);
        leaving.Dispose();
        Wait(13.9);
        Assert.Empty(Edges.TakeSettled());
        Wait(0.1);
        var settled = Assert.Single(Edges.TakeSettled());
        Assert.Equal((1, 1000.0, 1), (settled.Confirmed, settled.Milliseconds, settled.Unnamed));
        Assert.Equal(["silent"], settled.Late);
        Assert.Equal(["leaving"], settled.Gone);
    }

    [Fact]
    public void Whoever_takes_a_later_table_has_confirmed_the_one_before_and_an_earlier_one_confirms_nothing()
    {
        using var fra = Edges.Connect("fra", "192.0.2.1");
        var first = Publish("eu-web-1");
        Wait(1);
        var second = Publish();
        Say("fra", first with { Sequence = first.Sequence - 1 });
        Assert.Empty(Edges.TakeSettled());
        Wait(1);
        Say("fra", second);
        Assert.Equal([2000.0, 1000.0], Edges.TakeSettled().Select(settled => settled.Milliseconds!.Value));
        Say("fra", Publish() with { System = Guid.NewGuid() });
        Assert.Empty(Edges.TakeSettled());
    }

    [Fact]
    public void An_edge_that_was_faster_than_the_wait_for_it_has_confirmed()
    {
        using var fra = Edges.Connect("fra", "this process");
        var publication = _publisher.Publish(Sample.Table("eu-web-1"))!;
        Say("fra", publication);
        Edges.Expect(publication, _time.GetUtcNow());
        Assert.Equal((1, 0.0), (Assert.Single(Edges.TakeSettled()) is var settled ? settled.Confirmed : 0, settled.Milliseconds));
    }

    [Fact]
    public void Whoever_leads_no_longer_waits_for_nobody()
    {
        using var fra = Edges.Connect("fra", "192.0.2.1");
        Publish("eu-web-1");
        _publisher.StepDown();
        Wait(15);
        Assert.Empty(Edges.TakeSettled());
        Assert.True(Look().IsConnected);
    }

    [Fact]
    public void Only_who_follows_is_listened_to()
    {
        Assert.False(Say("nobody", Publish()));
        var fra = Edges.Connect("fra", "192.0.2.1");
        Assert.True(Say("fra", Publish()));
        fra.Dispose();
        Assert.False(Say("fra", Publish()));
        fra.Dispose(); // twice is once
        using var again = Edges.Connect("fra", "192.0.2.1");
        Assert.True(Say("fra", Publish()));
    }

    [Fact]
    public void How_it_is_with_an_edge_follows_from_what_it_said_and_when()
    {
        var fra = Edges.Connect("fra", "192.0.2.1");
        Assert.Equal(EdgeState.Taking, State());
        Say("fra", _publisher.Edition.Health!);
        Assert.Equal(EdgeState.Current, State());
        Wait(20);
        Publish("eu-web-1");
        Assert.Equal(EdgeState.Taking, State());
        Wait(10);
        Assert.Equal(EdgeState.Taking, State());
        Say("fra", _publisher.Edition.Health! with { Sequence = 1 });
        Wait(5.1);
        Assert.Equal(EdgeState.Behind, State());

        // Whoever is given something new every second is not behind because it has not yet what came a moment ago.
        Say("fra", _publisher.Edition.Health!);
        Publish();
        Assert.Equal(EdgeState.Taking, State());
        Say("fra", _publisher.Edition.Health!);
        Assert.Equal(EdgeState.Current, State());
        Wait(30.1);
        Assert.Equal(EdgeState.Silent, State());
        fra.Dispose();
        Assert.Equal(EdgeState.Gone, State());
    }

    [Fact]
    public void How_much_an_edge_answers_is_counted_between_its_words()
    {
        using var fra = Edges.Connect("fra", "192.0.2.1");
        Say("fra", _publisher.Edition.Health!, responses: 100);
        Assert.Null(Look().ResponsesPerSecond);
        Wait(10);
        Say("fra", _publisher.Edition.Health!, responses: 600);
        Assert.Equal(50, Look().ResponsesPerSecond);
        Wait(0.5);
        Say("fra", _publisher.Edition.Health!, responses: 700);
        Assert.Equal(50, Look().ResponsesPerSecond);
        Wait(10);
        Say("fra", _publisher.Edition.Health!, responses: 3); // begun anew
        Assert.Null(Look().ResponsesPerSecond);
    }

    private void Wait(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private HealthPublication Publish(params string[] down)
    {
        var publication = _publisher.Publish(Sample.Table(down))!;
        Edges.Expect(publication, _time.GetUtcNow());
        return publication;
    }

    private bool Say(string edge, HealthPublication taken, double age = 0, long responses = 0) => Edges.Hear(new Confirmation
    {
        Edge = edge,
        Configuration = new Fence(Here, 1, 1),
        Health = Fence.At(taken),
        HealthAge = TimeSpan.FromSeconds(age),
        Responses = responses,
    });

    private KnownEdge Look() => Assert.Single(Edges.Look(_publisher.Edition));

    private EdgeState State() => Look().StateAt(_time.GetUtcNow());
}
