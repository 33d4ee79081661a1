// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Linq;
using Skift.ImageViewer.View;
using Skift.Imaging;
using Skift.Tests.Host.Imaging;
using Xunit;

namespace Skift.Tests.Host.ImageViewer;

public sealed class SessionTests
{
    private static readonly byte[] s_red = Ppm(2, 1, 255, 0, 0, 255, 0, 0);
    private static readonly byte[] s_green = Ppm(1, 1, 0, 255, 0);
    private static readonly byte[] s_broken = [1, 2, 3];

    [Fact]
    public void Picture_IsDrawnInTheMiddle()
    {
        ViewerSession session = Create(0, s_red);
        Bitmap screen = new Bitmap(4, 3);
        session.Draw(screen);
        Assert.False(session.NeedsDrawing);
        Assert.Equal([0xFF000000, 0xFFFF0000, 0xFFFF0000, 0xFF000000], screen.Row(1).ToArray());
        Assert.All(screen.Row(0).ToArray(), pixel => Assert.Equal(0xFF000000, pixel));
    }

    [Fact]
    public void NextAndPrevious_StopAtTheEnds()
    {
        ViewerSession session = Create(0, s_red, s_green, s_red);
        Go(session, ViewerAction.PreviousPicture, 0);
        Go(session, ViewerAction.NextPicture, 1);
        Go(session, ViewerAction.NextPicture, 2);
        Go(session, ViewerAction.NextPicture, 2);
        Go(session, ViewerAction.FirstPicture, 0);
        Go(session, ViewerAction.LastPicture, 2);
        Go(session, ViewerAction.PreviousPicture, 1);
        Assert.Equal("picture1 (2/3): PPM 1x1 8-bit RGB, 1 frame, 100%", session.GetInformation());
    }

    [Fact]
    public void BrokenFirstPicture_IsAnError_ALaterOneIsShownAsText()
    {
        Assert.Equal("not an image in a known format", Assert.Throws<ImageFormatException>(() => Create(0, s_broken, s_red)).Message);
        ViewerSession session = Create(0, s_red, s_broken, s_green);
        Go(session, ViewerAction.NextPicture, 1);
        Assert.Equal("picture1 (2/3): not an image in a known format", session.GetInformation());
        session.Draw(new Bitmap(4, 3));
        foreach (ViewerAction action in Enum.GetValues<ViewerAction>().Where(action => action < ViewerAction.NextPicture && action != ViewerAction.Quit))
            session.Apply(action, 0);
        Go(session, ViewerAction.NextPicture, 2);
        Assert.Null(session.Error);
    }

    [Fact]
    public void Animation_PlaysItsRounds_AndStopsOnTheLastFrame()
    {
        byte[] file = new GifBuilder(1, 1, 0xFF0000, 0x0000FF).Loop(1).Control(0, 10).Frame(0, 0, 1, [0]).Control(0, 20).Frame(0, 0, 1, [1]).End();
        ViewerSession session = Create(0, file);
        List<(long Time, uint Color)> shown = [];
        for (long now = 0; now < 2000; now += 10)
        {
            session.Tick(now);
            if (session.NeedsDrawing)
                shown.Add((now, DrawOne(session)));
        }

        Assert.Equal([(0, 0xFFFF0000), (100, 0xFF0000FF), (300, 0xFFFF0000), (400, 0xFF0000FF)], shown);
        Assert.Equal(ViewerSession.Never, session.NextFrameTime);
    }

    [Fact]
    public void Animation_WithoutEnd_GoesOn_AndCanBeStopped()
    {
        byte[] file = new GifBuilder(1, 1, 0xFF0000, 0x0000FF).Loop(0).Control(0, 10).Frame(0, 0, 1, [0]).Control(0, 10).Frame(0, 0, 1, [1]).End();
        ViewerSession session = Create(0, file);
        for (int i = 1; i < 100; i++)
        {
            session.Tick(100 * i);
            Assert.Equal(i % 2 == 0 ? 0xFFFF0000 : 0xFF0000FF, DrawOne(session));
        }

        session.Apply(ViewerAction.ToggleAnimation, 10000);
        Assert.Equal(ViewerSession.Never, session.NextFrameTime);
        session.Apply(ViewerAction.ToggleAnimation, 20000);
        Assert.Equal(20100, session.NextFrameTime);
    }

    [Fact]
    public void InformationLine_IsDrawnOnlyWhenAskedFor()
    {
        ViewerSession session = Create(0, Ppm(1, 1, 0, 0, 0));
        Bitmap screen = new Bitmap(300, 100);
        session.Draw(screen);
        Assert.DoesNotContain(0xFFFFFFFF, screen.Pixels);
        session.Apply(ViewerAction.ToggleInformation, 0);
        session.Draw(screen);
        Assert.Contains(0xFFFFFFFF, screen.Pixels);
        session.Apply(ViewerAction.ToggleInformation, 0);
        session.Draw(screen);
        Assert.DoesNotContain(0xFFFFFFFF, screen.Pixels);
    }

    [Fact]
    public void TextBar_FitsAnyScreen()
    {
        foreach ((int width, int height) in new[] { (1, 1), (8, 3), (30, 20), (640, 480), (1280, 800) })
        {
            Bitmap screen = new Bitmap(width, height);
            TextPainter.DrawBar(screen, "a long text with Ümlauts " + new string('x', 300));
        }
    }

    [Fact]
    public void Quit_Ends()
    {
        ViewerSession session = Create(0, s_red);
        Assert.False(session.IsDone);
        session.Apply(ViewerAction.Quit, 0);
        Assert.True(session.IsDone);
    }

    private static byte[] Ppm(int width, int height, params byte[] samples) =>
        [.. System.Text.Encoding.ASCII.GetBytes($"P6 {width} {height} 255\n"), .. samples];

    private static ViewerSession Create(int index, params byte[][] files) => new ViewerSession(new Files(files), index, 4, 3, 0);

    private static void Go(ViewerSession session, ViewerAction action, int expected)
    {
        session.Apply(action, 0);
        Assert.Equal(expected, session.Index);
    }

    private static uint DrawOne(ViewerSession session)
    {
        Bitmap screen = new Bitmap(4, 3);
        session.Draw(screen);
        return screen.Row(1)[1];
    }

    private sealed class Files(byte[][] files) : PictureSource
    {
        public override int Count => files.Length;

        public override string GetName(int index) => "picture" + index;

        public override ImageDecoder Open(int index) => ImageDecoder.Open(files[index]);
    }
}
