namespace MlNetShallow.Drawing;

/// <summary>Where a figure stands: its own coordinates, about -1 to 1 with y downwards, on the raster of a picture.</summary>
internal sealed class Frame
{
    private readonly double _x;
    private readonly double _y;
    private readonly double _scaleX;
    private readonly double _scaleY;
    private readonly double _cosine;
    private readonly double _sine;

    /// <param name="x">The figure's middle on the raster.</param>
    /// <param name="y">The figure's middle on the raster.</param>
    /// <param name="scaleX">Raster points to a unit of the figure; negative mirrors it.</param>
    /// <param name="scaleY">Raster points to a unit of the figure.</param>
    /// <param name="tilt">The tangent of half the angle by which the figure is turned.</param>
    public Frame(double x, double y, double scaleX, double scaleY, double tilt)
    {
        (_x, _y, _scaleX, _scaleY) = (x, y, scaleX, scaleY);

        // Sine and cosine by division only: the library's functions may differ in the last bit from platform to platform.
        _cosine = (1 - (tilt * tilt)) / (1 + (tilt * tilt));
        _sine = 2 * tilt / (1 + (tilt * tilt));
    }

    public Point ToRaster(Point point)
    {
        double x = point.X * _scaleX;
        double y = point.Y * _scaleY;
        return new Point(_x + (x * _cosine) - (y * _sine), _y + (x * _sine) + (y * _cosine));
    }

    public Point ToFigure(double rasterX, double rasterY)
    {
        double x = rasterX - _x;
        double y = rasterY - _y;
        return new Point(((x * _cosine) + (y * _sine)) / _scaleX, ((y * _cosine) - (x * _sine)) / _scaleY);
    }
}
