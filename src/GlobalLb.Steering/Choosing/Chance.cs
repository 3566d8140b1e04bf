namespace GlobalLb.Steering.Choosing;

/// <summary>Arithmetic on drawn numbers; where they come from is the caller's affair.</summary>
internal static class Chance
{
    /// <summary>Maps a draw evenly to 0 … <paramref name="bound"/> − 1, by its high bits.</summary>
    public static long Below(ulong draw, long bound) => (long)Math.BigMul(draw, (ulong)bound, out _);

    /// <summary>
    /// Whether something of probability <paramref name="part"/> ÷ <paramref name="whole"/> happens. What the draw did not need
    /// for that is left in it, stretched to a whole draw again, so that one draw lasts for many decisions.
    /// </summary>
    public static bool Happens(long part, long whole, ref ulong draw)
    {
        if (part == whole) return true;
        var point = (UInt128)draw * (ulong)whole;
        var border = (UInt128)(ulong)part << 64;
        var happens = point < border;
        draw = (ulong)(happens ? point / (ulong)part : (point - border) / (ulong)(whole - part));
        return happens;
    }

    /// <summary>Another draw from a draw: one step of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators).</summary>
    public static ulong Next(ulong draw)
    {
        draw += 0x9E37_79B9_7F4A_7C15;
        draw = (draw ^ (draw >> 30)) * 0xBF58_476D_1CE4_E5B9;
        draw = (draw ^ (draw >> 27)) * 0x94D0_49BB_1331_11EB;
        return draw ^ (draw >> 31);
    }
}
