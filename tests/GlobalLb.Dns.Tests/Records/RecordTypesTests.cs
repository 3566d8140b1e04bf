using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Tests.Records;

public sealed class RecordTypesTests
{
    [Theory]
    [InlineData("mx", RecordType.MX)]
    [InlineData("Caa", RecordType.CAA)]
    [InlineData("TYPE1", RecordType.A)]
    [InlineData("type65535", (RecordType)65535)]
    public void A_type_is_named_by_mnemonic_or_number(string text, RecordType type)
    {
        Assert.True(RecordTypes.TryParse(text, out var parsed));
        Assert.Equal(type, parsed);
        Assert.True(RecordTypes.TryParse(RecordTypes.Format(type), out parsed));
        Assert.Equal(type, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("TYPE")]
    [InlineData("TYPE65536")]
    [InlineData("TYPE0")]
    [InlineData("TYPE-1")]
    [InlineData("None")]
    [InlineData("1")]
    public void Another_text_names_no_type(string text) => Assert.False(RecordTypes.TryParse(text, out _));

    [Theory]
    [InlineData("300", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("1W", 604800)]
    [InlineData("0", 0)]
    [InlineData("2147483647", 2147483647)]
    public void A_period_is_seconds_or_numbers_with_units(string text, uint seconds)
    {
        Assert.True(TimeToLive.TryParse(text, out var parsed));
        Assert.Equal(seconds, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("1h30")]
    [InlineData("0h30")]
    [InlineData("-1")]
    [InlineData("1.5h")]
    [InlineData("2147483648")]
    [InlineData("99999999999999999999999999")]
    [InlineData("9999999999w")]
    public void Another_text_is_no_period(string text) => Assert.False(TimeToLive.TryParse(text, out _));
}
