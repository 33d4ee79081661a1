// SPDX-License-Identifier: MIT
using System;
using Skift.ImageViewer.View;
using Xunit;

namespace Skift.Tests.Host.ImageViewer;

public sealed class ViewportTests
{
    [Theory]
    [InlineData(100, 50, 590, 375, 100, 50, 100)]       // small: centred, not enlarged
    [InlineData(1280, 800, 0, 0, 1280, 800, 100)]       // exactly the screen
    [InlineData(2560, 800, 0, 200, 1280, 400, 50)]      // wide
    [InlineData(800, 1600, 440, 0, 400, 800, 50)]       // high
    [InlineData(1281, 801, 0, 0, 1279, 800, 100)]
    [InlineData(65535, 1, 0, 399, 1280, 1, 2)]
    [InlineData(1, 65535, 639, 0, 1, 800, 1)]
    public void Fit_ShowsTheWholePicture(int width, int height, int left, int top, int shownWidth, int shownHeight, int percent)
    {
        Viewport viewport = Create(width, height);
        Check(viewport, left, top, shownWidth, shownHeight);
        Assert.Equal(percent, viewport.Percent);
        Assert.True(viewport.IsFitted);
    }

    [Fact]
    public void ActualSize_CentresTheMiddle()
    {
        Viewport viewport = Create(3000, 2000);
        viewport.ZoomToActualSize();
        Check(viewport, -860, -600, 3000, 2000);
        Assert.Equal(100, viewport.Percent);
    }

    [Fact]
    public void Zoom_GoesStepByStep_AndBack()
    {
        Viewport viewport = Create(100, 100);
        int[] expected = [125, 150, 200, 300];
        foreach (int percent in expected)
        {
            viewport.ZoomIn();
            Assert.Equal(percent, viewport.Percent);
        }

        viewport.ZoomOut();
        Assert.Equal(200, viewport.Percent);
        Check(viewport, 540, 300, 200, 200);
        viewport.ZoomToFit();
        Assert.Equal(100, viewport.Percent);
        for (int i = 0; i < 100; i++)
            viewport.ZoomOut();
        Assert.Equal(2, viewport.Percent);
        for (int i = 0; i < 100; i++)
            viewport.ZoomIn();
        Assert.Equal(6400, viewport.Percent);
    }

    [Fact]
    public void Drag_MovesByScreenPixels_AndStopsAtTheEdges()
    {
        Viewport viewport = Create(3000, 2000);
        viewport.ZoomToActualSize();
        viewport.Drag(10, -20);
        Check(viewport, -850, -620, 3000, 2000);
        viewport.Drag(100000, 100000);
        Check(viewport, 0, 0, 3000, 2000);
        // What was pulled beyond the edge is not owed.
        viewport.Drag(-5, -7);
        Check(viewport, -5, -7, 3000, 2000);
        viewport.Drag(-100000, -100000);
        Check(viewport, 1280 - 3000, 800 - 2000, 3000, 2000);
    }

    [Fact]
    public void Drag_DoesNothingToAPictureThatFits()
    {
        Viewport viewport = Create(100, 2000);
        viewport.ZoomToActualSize();
        viewport.Drag(50, 0);
        Check(viewport, 590, -600, 100, 2000);
    }

    [Fact]
    public void Pan_MovesTheViewByAnEighthOfTheScreen()
    {
        Viewport viewport = Create(3000, 2000);
        viewport.ZoomToActualSize();
        viewport.Pan(1, 0);
        Check(viewport, -860 - 160, -600, 3000, 2000);
        viewport.Pan(-1, -1);
        Check(viewport, -860, -500, 3000, 2000);
    }

    [Fact]
    public void Zoom_KeepsThePointInTheMiddle()
    {
        Viewport viewport = Create(4000, 4000);
        viewport.ZoomToActualSize();
        viewport.Drag(700, 300);
        Placement before = viewport.GetPlacement();
        viewport.ZoomIn();
        viewport.ZoomIn();
        viewport.ZoomIn();
        Placement after = viewport.GetPlacement();
        Assert.Equal(8000, after.Width);
        Assert.InRange(after.Left - (640 - 2 * (640 - before.Left)), -1, 1);
        Assert.InRange(after.Top - (400 - 2 * (400 - before.Top)), -1, 1);
    }

    [Fact]
    public void RandomUse_NeverUncoversTheScreen()
    {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++)
        {
            Viewport viewport = Create(random.Next(1, 9000), random.Next(1, 9000));
            for (int i = 0; i < 50; i++)
            {
                Action[] actions =
                [
                    viewport.ZoomIn, viewport.ZoomOut, viewport.ZoomToActualSize, viewport.ZoomToFit,
                    () => viewport.Drag(random.Next(-2000, 2000), random.Next(-2000, 2000)), () => viewport.Pan(random.Next(-1, 2), random.Next(-1, 2)),
                ];
                actions[random.Next(actions.Length)]();
                Placement placement = viewport.GetPlacement();
                CheckCovered(placement.Left, placement.Width, 1280);
                CheckCovered(placement.Top, placement.Height, 800);
            }
        }
    }

    private static void CheckCovered(int start, int length, int screenLength)
    {
        if (length <= screenLength)
            Assert.Equal((screenLength - length) / 2, start);
        else
            Assert.True(start <= 0 && (long)start + length >= screenLength);
    }

    private static Viewport Create(int width, int height)
    {
        Viewport viewport = new Viewport(1280, 800);
        viewport.SetPicture(width, height);
        return viewport;
    }

    private static void Check(Viewport viewport, int left, int top, int width, int height)
    {
        Placement placement = viewport.GetPlacement();
        Assert.Equal((left, top, width, height), (placement.Left, placement.Top, placement.Width, placement.Height));
    }
}
