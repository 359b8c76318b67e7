namespace MlNetShallow.Drawing;

/// <summary>A place in the plane, y downwards.</summary>
internal readonly record struct Point(double X, double Y)
{
    public static implicit operator Point((double X, double Y) pair) => new(pair.X, pair.Y);
}
