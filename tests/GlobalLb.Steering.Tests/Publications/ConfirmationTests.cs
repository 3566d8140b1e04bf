using System.Buffers;
using System.Text;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Steering.Tests.Publications;

public sealed class ConfirmationTests
{
    private static readonly Confirmation Some = new()
    {
        Edge = "fra-1:53",
        Program = "1.2.3",
        Configuration = new Fence(Guid.NewGuid(), 3, 17),
        Health = new Fence(Guid.NewGuid(), 3, 42),
        HealthAge = TimeSpan.FromSeconds(1.25),
        Responses = long.MaxValue,
    };

    [Fact]
    public void What_is_written_is_read()
    {
        Assert.True(Confirmation.TryRead(Encoding.UTF8.GetBytes(Written()), out var read, out _));
        Assert.Equal(Some, read);
    }

    [Fact]
    public void What_a_newer_edge_says_besides_is_left_alone()
    {
        Assert.True(Confirmation.TryRead(Encoding.UTF8.GetBytes(Written().Replace("{\"edge\"", "{\"weather\":[1,{}],\"edge\"", StringComparison.Ordinal)), out var read, out _));
        Assert.Equal(Some, read);
    }

    [Theory]
    [InlineData("fra-1:53", "fra 1")]
    [InlineData("fra-1:53", "")]
    [InlineData("1.25", "-1")]
    [InlineData("1.25", "1e300")]
    [InlineData("1.25", "\"soon\"")]
    [InlineData("9223372036854775807", "-5")]
    [InlineData("9223372036854775807", "1.5")]
    [InlineData("\"responses\"", "\"answers\"")]
    [InlineData("\"edge\":\"fra-1:53\"", "\"edge\":null")]
    [InlineData("}", "")]
    public void What_cannot_be_meant_is_refused_with_a_sentence(string part, string instead)
    {
        Assert.False(Confirmation.TryRead(Encoding.UTF8.GetBytes(Written().Replace(part, instead, StringComparison.Ordinal)), out var read, out var problem));
        Assert.Null(read);
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("fra-1.example_x:53", true)]
    [InlineData("", false)]
    [InlineData("fra/1", false)]
    [InlineData("frä", false)]
    public void Names_are_plain(string name, bool isName)
    {
        Assert.Equal(isName, Confirmation.IsName(name));
        Assert.False(Confirmation.IsName(new string('a', Confirmation.LongestName + 1)));
    }

    private static string Written()
    {
        var octets = new ArrayBufferWriter<byte>();
        Some.Write(octets);
        return Encoding.UTF8.GetString(octets.WrittenSpan);
    }
}
