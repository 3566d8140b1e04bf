namespace GlobalLb.Web.SignIn;

/// <summary>Where to go after signing in: only ever to a page of ours.</summary>
internal static class LocalAddress
{
    /// <summary>The address when it is a path of this site, else the first page.</summary>
    public static string Of(string? address) =>
        // "//host" and "/\host" leave the site although they begin with a slash.
        address is { Length: > 0 } && address[0] == '/' && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl)
            ? address
            : "/";
}
