using GlobalLb.Steering.Places;

namespace GlobalLb.Server.Locating;

/// <summary>A file of places on its way into use.</summary>
/// <param name="Place">Where it goes.</param>
/// <param name="File">What it says.</param>
/// <param name="Content">Its octets.</param>
/// <param name="WrittenAt">When its maker wrote it; null: not told.</param>
internal sealed record NewPlaces(InstalledPlaces Place, PlaceFile File, byte[] Content, DateTimeOffset? WrittenAt = null);
