using System.Collections.Immutable;
using GlobalLb.Control.Alerting;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Control.Tests.Alerting;

/// <summary>What is said when. Conditions are named by a letter; seconds pass as each test says.</summary>
public sealed class AlertFoldTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly List<string> _said = [];
    private AlertFold _fold = AlertFold.Fresh;
    private int _now;

    private AlertReceiver Receiver { get; set; } = new() { Name = "a", Kind = AlertKind.Webhook, GroupSeconds = 0 };

    [Fact]
    public void What_begins_is_said_once_and_its_end_too()
    {
        Pass(10, "a");
        Pass(10);
        Assert.Equal(["0 begins a", "10 ends a"], _said);
    }

    [Fact]
    public void The_delay_swallows_a_blip()
    {
        Receiver = Receiver with { DelaySeconds = 5 };
        Pass(5, "a");
        Pass(10);
        Pass(2, "a");
        Pass(10);
        Assert.Empty(_said);
        Pass(7, "a");
        Assert.Equal(["32 begins a"], _said);
    }

    [Fact]
    public void It_is_said_again_while_it_lasts()
    {
        Receiver = Receiver with { RepeatSeconds = 60 };
        Pass(150, "a");
        Pass(100);
        Assert.Equal(["0 begins a", "60 repeats a", "120 repeats a", "150 ends a"], _said);
    }

    [Fact]
    public void What_happens_soon_after_one_another_is_one_message()
    {
        Receiver = Receiver with { GroupSeconds = 5 };
        Pass(2, "a");
        Pass(2, "a", "b");
        Pass(10, "a", "b", "c");
        Pass(1, "b", "c");
        Pass(10, "c");
        Assert.Equal(["5 begins a + begins b + begins c", "19 ends a + ends b"], _said);
    }

    [Fact]
    public void What_began_and_is_over_within_one_message_is_said_to_have_passed()
    {
        Receiver = Receiver with { GroupSeconds = 5 };
        Pass(2, "a");
        Pass(10);
        Assert.Equal(["5 passed a"], _said);
        Assert.Empty(_fold.Known);
    }

    [Fact]
    public void What_holds_again_before_its_end_was_said_never_ended()
    {
        Receiver = Receiver with { GroupSeconds = 5 };
        Pass(10, "a");
        Pass(3);
        Pass(20, "a");
        Assert.Equal(["5 begins a"], _said);
    }

    [Fact]
    public void Nothing_is_said_in_maintenance_and_what_still_holds_after_it_is()
    {
        Receiver = Receiver with { DelaySeconds = 5, RepeatSeconds = 60 };
        Pass(100, "a!");
        Assert.Empty(_said);
        Pass(10, "a");
        Assert.Equal(["104 begins a"], _said);
    }

    [Fact]
    public void What_ends_in_maintenance_was_never_said()
    {
        Pass(100, "a!");
        Pass(10);
        Assert.Empty(_said);
    }

    [Fact]
    public void What_was_said_before_maintenance_is_not_repeated_in_it_and_its_end_is_said()
    {
        Receiver = Receiver with { RepeatSeconds = 60 };
        Pass(10, "a");
        Pass(100, "a!");
        Pass(1);
        Assert.Equal(["0 begins a", "110 ends a"], _said);
    }

    [Fact]
    public void Who_wants_to_know_is_told_in_maintenance_too()
    {
        Receiver = Receiver with { MuteInMaintenance = false };
        Pass(1, "a!");
        Assert.Equal(["0 begins a"], _said);
    }

    [Fact]
    public void Who_does_not_want_to_know_is_not_told_of_the_end()
    {
        Receiver = Receiver with { Recovery = false };
        Pass(10, "a");
        Pass(10);
        Pass(1, "a");
        Assert.Equal(["0 begins a", "20 begins a"], _said);
    }

    [Fact]
    public void What_becomes_worse_is_said_again_and_what_becomes_better_is_not()
    {
        Pass(10, "a");
        Pass(10, "a2");
        Pass(10, "a1");
        Pass(10, "a3");
        Assert.Equal(["0 begins a", "10 worsens a", "30 worsens a"], _said);
    }

    [Fact]
    public void What_is_said_once_is_not_repeated_and_its_end_not_said()
    {
        Receiver = Receiver with { RepeatSeconds = 60 };
        Pass(200, "f");
        Pass(10);
        Assert.Equal(["0 begins f"], _said);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_comes_and_goes_each_beginning_is_followed_by_one_end_and_nothing_is_said_in_vain(int seed)
    {
        var chance = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            (_fold, _now) = (AlertFold.Fresh, 0);
            _said.Clear();
            Receiver = Receiver with { DelaySeconds = chance.Next(4), GroupSeconds = chance.Next(4), RepeatSeconds = chance.Next(2) * 60 };
            var holding = new HashSet<string>();
            for (var step = 0; step < 100; step++)
            {
                var one = $"{(char)('a' + chance.Next(3))}";
                if (chance.Next(3) == 0 && !holding.Remove(one)) holding.Add(one);
                Pass(1 + chance.Next(3), [.. holding]);
            }

            Pass(10);
            foreach (var key in new[] { "a", "b", "c" })
            {
                var own = _said.SelectMany(message => message.Split(' ', 2)[1].Split(" + ")).Where(each => each.EndsWith(key, StringComparison.Ordinal)).Select(each => each.Split(' ')[0]).ToList();
                var isOpen = false;
                foreach (var telling in own)
                {
                    Assert.Equal(telling is "ends" or "repeats", isOpen);
                    if (telling is "begins" or "ends") isOpen = !isOpen;
                }

                Assert.False(isOpen, $"{key} never ended: {string.Join(", ", own)}");
            }

            Assert.Empty(_fold.Known);
        }
    }

    // A condition is a letter, with ! in maintenance, with a digit that bad; f is forced, so that nothing is said of its end.
    private void Pass(int seconds, params string[] holding)
    {
        for (var i = 0; i < seconds; i++, _now++)
        {
            var conditions = holding.Select(text => new Condition
            {
                Key = text[..1],
                Event = AlertEvent.Incident,
                Text = text[..1],
                IsMaintained = text.EndsWith('!'),
                IsOnce = text == "f",
                Severity = text.Length > 1 && char.IsDigit(text[1]) ? text[1] - '0' : 0,
            });
            _fold = _fold.With(conditions, condition => condition.Key == "f" ? null : $"{condition.Key}", Receiver, TimeSpan.FromSeconds(_now), Noon.AddSeconds(_now), out ImmutableArray<Saying> said);
            if (!said.IsEmpty) _said.Add($"{_now} {string.Join(" + ", said.Select(each => $"{each.Telling.ToString().ToLowerInvariant()} {each.Condition.Key}"))}");
        }
    }
}
