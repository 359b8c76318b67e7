using System.Diagnostics.CodeAnalysis;

namespace MlNetShallow.Drawing;

/// <summary>
/// An RGB raster on which shapes are filled. It is <see cref="Oversampling"/> times as wide and high as the picture, so that the
/// mean over each pixel gives smooth edges.
/// </summary>
internal sealed class Canvas
{
    private const int Oversampling = 4;
    private const int CurvePieces = 12;

    private readonly int _pictureWidth;
    private readonly int _pictureHeight;
    private readonly int _width;
    private readonly int _height;
    private readonly Rgb[] _raster;
    private Frame _frame;

    public Canvas(int width, int height)
    {
        (_pictureWidth, _pictureHeight) = (width, height);
        (_width, _height) = (width * Oversampling, height * Oversampling);
        _raster = new Rgb[_width * _height];
        Place(0.5, 0.5, 1, 1, 0);
    }

    /// <summary>
    /// Makes -1 to 1 the coordinates of a figure with its middle at (<paramref name="x"/>, <paramref name="y"/>) of the picture's
    /// width and height, <paramref name="size"/> of the picture's shorter side high.
    /// </summary>
    [MemberNotNull(nameof(_frame))]
    public void Place(double x, double y, double size, double widthToHeight, double tilt)
    {
        double scale = size * Math.Min(_width, _height) / 2;
        _frame = new Frame(x * _width, y * _height, scale * widthToHeight, scale, tilt);
    }

    /// <summary>Colours the whole picture; the places are from 0 to 1 over its width and height.</summary>
    public void Paint(Func<double, double, Rgb> colourAt)
    {
        for (int row = 0; row < _height; row++)
        {
            for (int column = 0; column < _width; column++)
                _raster[(row * _width) + column] = colourAt((column + 0.5) / _width, (row + 0.5) / _height);
        }
    }

    public void Ellipse(Rgb colour, double x, double y, double radiusX, double radiusY)
    {
        bool Contains(Point point)
        {
            double across = (point.X - x) / radiusX;
            double down = (point.Y - y) / radiusY;
            return (across * across) + (down * down) <= 1;
        }

        Fill(colour, x - radiusX, y - radiusY, x + radiusX, y + radiusY, Contains);
    }

    public void Rectangle(Rgb colour, double left, double top, double right, double bottom)
        => Fill(colour, left, top, right, bottom, point =>
            point.X >= left && point.X <= right && point.Y >= top && point.Y <= bottom);

    public void Polygon(Rgb colour, params Point[] corners)
    {
        bool Contains(Point point)
        {
            bool inside = false;
            Point previous = corners[^1];
            foreach (Point corner in corners)
            {
                // A ray to the right crosses the outline an odd number of times from the inside.
                if (corner.Y > point.Y != previous.Y > point.Y
                    && point.X < corner.X + ((previous.X - corner.X) * (point.Y - corner.Y) / (previous.Y - corner.Y)))
                {
                    inside = !inside;
                }

                previous = corner;
            }

            return inside;
        }

        Fill(colour, corners.Min(c => c.X), corners.Min(c => c.Y), corners.Max(c => c.X), corners.Max(c => c.Y), Contains);
    }

    /// <summary>A line with round ends.</summary>
    public void Line(Rgb colour, double thickness, Point from, Point to)
    {
        double radius = thickness / 2;
        double alongX = to.X - from.X;
        double alongY = to.Y - from.Y;
        double squaredLength = (alongX * alongX) + (alongY * alongY);

        bool Contains(Point point)
        {
            double part = (((point.X - from.X) * alongX) + ((point.Y - from.Y) * alongY)) / squaredLength;
            part = Math.Clamp(part, 0, 1);
            double x = point.X - from.X - (part * alongX);
            double y = point.Y - from.Y - (part * alongY);
            return (x * x) + (y * y) <= radius * radius;
        }

        Fill(
            colour,
            Math.Min(from.X, to.X) - radius,
            Math.Min(from.Y, to.Y) - radius,
            Math.Max(from.X, to.X) + radius,
            Math.Max(from.Y, to.Y) + radius,
            Contains);
    }

    /// <summary>A quadratic Bézier curve, drawn towards and away from <paramref name="bend"/>.</summary>
    public void Curve(Rgb colour, double thickness, Point from, Point bend, Point to)
    {
        Point previous = from;
        for (int piece = 1; piece <= CurvePieces; piece++)
        {
            double t = (double)piece / CurvePieces;
            double s = 1 - t;
            Point next = (
                (s * s * from.X) + (2 * s * t * bend.X) + (t * t * to.X),
                (s * s * from.Y) + (2 * s * t * bend.Y) + (t * t * to.Y));
            Line(colour, thickness, previous, next);
            previous = next;
        }
    }

    /// <summary>The picture: rows from the top, R, G, B for each pixel.</summary>
    public byte[] ToRgbBytes()
    {
        const int Samples = Oversampling * Oversampling;
        var bytes = new byte[_pictureWidth * _pictureHeight * 3];
        for (int pixel = 0; pixel < _pictureWidth * _pictureHeight; pixel++)
        {
            int corner = ((pixel / _pictureWidth * _width) + (pixel % _pictureWidth)) * Oversampling;
            int red = Samples / 2;
            int green = Samples / 2;
            int blue = Samples / 2;
            for (int sample = 0; sample < Samples; sample++)
            {
                Rgb colour = _raster[corner + (sample / Oversampling * _width) + (sample % Oversampling)];
                red += colour.R;
                green += colour.G;
                blue += colour.B;
            }

            bytes[pixel * 3] = (byte)(red / Samples);
            bytes[(pixel * 3) + 1] = (byte)(green / Samples);
            bytes[(pixel * 3) + 2] = (byte)(blue / Samples);
        }

        return bytes;
    }

    private void Fill(Rgb colour, double left, double top, double right, double bottom, Func<Point, bool> contains)
    {
        Point[] corners =
        [
            _frame.ToRaster((left, top)), _frame.ToRaster((right, top)),
            _frame.ToRaster((left, bottom)), _frame.ToRaster((right, bottom)),
        ];
        int firstRow = Math.Max(0, (int)corners.Min(c => c.Y));
        int lastRow = Math.Min(_height - 1, (int)corners.Max(c => c.Y));
        int firstColumn = Math.Max(0, (int)corners.Min(c => c.X));
        int lastColumn = Math.Min(_width - 1, (int)corners.Max(c => c.X));

        for (int row = firstRow; row <= lastRow; row++)
        {
            for (int column = firstColumn; column <= lastColumn; column++)
            {
                if (contains(_frame.ToFigure(column + 0.5, row + 0.5)))
                    _raster[(row * _width) + column] = colour;
            }
        }
    }
}
