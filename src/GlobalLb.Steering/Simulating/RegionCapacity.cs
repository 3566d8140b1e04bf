using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Simulating;

internal static class RegionCapacity
{
    public static double? Of(Region region) => null;

    public static double? LoadOf(Region region) => null;
}
