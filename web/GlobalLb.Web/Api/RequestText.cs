using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GlobalLb.Web.Api;

/// <summary>
/// The body of a request that changes something. Its media type must be said, and be one that no form of another site can send: so a
/// browser asks before it sends such a request for a page that is not ours, and is not answered.
/// </summary>
internal static class RequestText
{
    /// <summary>Why the body is not read; null: it may be.</summary>
    public static IResult? Refuse(HttpRequest request, string mediaType, long mostOctets) =>
        !(MediaTypeHeaderValue.TryParse(request.ContentType, out var written) && written.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
            ? ApiRoutes.Problem(StatusCodes.Status415UnsupportedMediaType, $"Send it as {mediaType}.")
            : request.ContentLength is not { } length ? ApiRoutes.Problem(StatusCodes.Status411LengthRequired, "The length of the body must be said.")
            : length > mostOctets ? ApiRoutes.Problem(StatusCodes.Status413PayloadTooLarge, $"The body may be {mostOctets} octets.")
            : null;

    /// <summary>Reads the body, which is UTF-8.</summary>
    public static async Task<string> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(cancellation);
    }
}
