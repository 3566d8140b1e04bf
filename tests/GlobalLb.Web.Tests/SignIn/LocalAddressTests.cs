using GlobalLb.Web.SignIn;

namespace GlobalLb.Web.Tests.SignIn;

public sealed class LocalAddressTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/zones")]
    [InlineData("/history?from=2026-01-31&region=eu")]
    [InlineData("/explain?name=www.example.com#trace")]
    [InlineData("/zones?next=https://evil.example")]
    [InlineData("/%2f%2fevil.example")] // an escaped slash stays in the path: the browser does not read it as a host
    public void A_path_of_this_site_is_kept(string address) => Assert.Equal(address, LocalAddress.Of(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("zones")]
    [InlineData("../zones")]
    [InlineData("?region=eu")]
    [InlineData(" /zones")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("\\/evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("https:/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("%2f%2fevil.example")]
    [InlineData("/\t/evil.example")] // browsers drop tabs and line ends before they read an address
    [InlineData("/\n/evil.example")]
    [InlineData("/zones\r\nSet-Cookie: a=b")]
    [InlineData("/zones\0")]
    [InlineData("\t//evil.example")]
    [InlineData("/\u0085/evil.example")]
    public void Anything_else_becomes_the_first_page(string? address) => Assert.Equal("/", LocalAddress.Of(address));
}
