// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Skift.Abi;
using Skift.ImageViewer.View;
using Xunit;

namespace Skift.Tests.Host.ImageViewer;

public sealed class InputTests
{
    [Theory]
    [InlineData("q", ViewerAction.Quit)]
    [InlineData("\u0003", ViewerAction.Quit)]
    [InlineData("+", ViewerAction.ZoomIn)]
    [InlineData("=", ViewerAction.ZoomIn)]
    [InlineData("-", ViewerAction.ZoomOut)]
    [InlineData("0", ViewerAction.ZoomToFit)]
    [InlineData("1", ViewerAction.ZoomToActualSize)]
    [InlineData("n", ViewerAction.NextPicture)]
    [InlineData(" ", ViewerAction.NextPicture)]
    [InlineData("p", ViewerAction.PreviousPicture)]
    [InlineData("\u007F", ViewerAction.PreviousPicture)]
    [InlineData("\b", ViewerAction.PreviousPicture)]
    [InlineData("i", ViewerAction.ToggleInformation)]
    [InlineData("a", ViewerAction.ToggleAnimation)]
    [InlineData("b", ViewerAction.CycleBackground)]
    [InlineData("\u001B[A", ViewerAction.PanUp)]
    [InlineData("\u001B[B", ViewerAction.PanDown)]
    [InlineData("\u001BOC", ViewerAction.PanRight)]
    [InlineData("\u001B[1;5D", ViewerAction.PanLeft)]
    [InlineData("\u001B[5~", ViewerAction.PreviousPicture)]
    [InlineData("\u001B[6~", ViewerAction.NextPicture)]
    [InlineData("\u001B[H", ViewerAction.FirstPicture)]
    [InlineData("\u001B[4~", ViewerAction.LastPicture)]
    public void TerminalKey_GivesItsAction(string sent, ViewerAction action)
    {
        TerminalKeys keys = new TerminalKeys();
        Assert.Equal([action], Feed(keys, sent));
        Assert.False(keys.IsWaiting);
    }

    [Fact]
    public void LoneEscape_QuitsAfterAWhile()
    {
        TerminalKeys keys = new TerminalKeys();
        Assert.Empty(Feed(keys, "\u001B"));
        Assert.True(keys.IsWaiting);
        Assert.Equal(ViewerAction.Quit, keys.TimeOut());
        Assert.False(keys.IsWaiting);
        Assert.Equal(ViewerAction.None, keys.TimeOut());
    }

    [Fact]
    public void UnknownKeys_DoNothing()
    {
        TerminalKeys keys = new TerminalKeys();
        Assert.Empty(Feed(keys, "xyz\u001B[15~\u001B[99999999999999~\u001BOP\u00FF"));
        Assert.False(keys.IsWaiting);
        Assert.Equal([ViewerAction.Quit], Feed(keys, "q"));
    }

    [Theory]
    [InlineData(KeyCode.KEY_ESC, ViewerAction.Quit)]
    [InlineData(KeyCode.KEY_RIGHT, ViewerAction.PanRight)]
    [InlineData(KeyCode.KEY_PAGEDOWN, ViewerAction.NextPicture)]
    [InlineData(KeyCode.KEY_KPPLUS, ViewerAction.ZoomIn)]
    [InlineData(KeyCode.KEY_A, ViewerAction.ToggleAnimation)]
    [InlineData(KeyCode.KEY_F1, ViewerAction.None)]
    public void DeviceKey_GivesItsActionWhenPressed(KeyCode key, ViewerAction action)
    {
        DeviceInput input = new DeviceInput(1280, 800);
        Assert.Equal(action, input.Feed(InputEventType.EV_KEY, (ushort)key, 1));
        Assert.Equal(ViewerAction.None, input.Feed(InputEventType.EV_KEY, (ushort)key, 0));
        input.HasKeys = false;
        Assert.Equal(ViewerAction.None, input.Feed(InputEventType.EV_KEY, (ushort)key, 1));
    }

    [Fact]
    public void HeldKey_RepeatsMovesButNotToggles()
    {
        DeviceInput input = new DeviceInput(1280, 800);
        Assert.Equal(ViewerAction.PanLeft, input.Feed(InputEventType.EV_KEY, (ushort)KeyCode.KEY_LEFT, 2));
        Assert.Equal(ViewerAction.None, input.Feed(InputEventType.EV_KEY, (ushort)KeyCode.KEY_I, 2));
    }

    [Fact]
    public void TabletDrag_IsMeasuredInScreenPixels()
    {
        DeviceInput input = new DeviceInput(1280, 800);
        input.SetRange(AbsoluteAxis.ABS_X, 0, 32767);
        input.SetRange(AbsoluteAxis.ABS_Y, 0, 32767);
        Move(input, 16384, 16384);
        Assert.False(input.TryTakeDrag(out _, out _));
        input.Feed(InputEventType.EV_KEY, (ushort)KeyCode.BTN_LEFT, 1);
        Assert.False(input.TryTakeDrag(out _, out _));
        Move(input, 32767, 0);
        Assert.True(input.TryTakeDrag(out int right, out int down));
        Assert.Equal((640, -399), (right, down));
        Assert.False(input.TryTakeDrag(out _, out _));
        input.Feed(InputEventType.EV_KEY, (ushort)KeyCode.BTN_LEFT, 0);
        Move(input, 0, 0);
        Assert.False(input.TryTakeDrag(out _, out _));
    }

    [Fact]
    public void MouseDrag_AddsUpSteps_AndTheWheelZooms()
    {
        DeviceInput input = new DeviceInput(1280, 800);
        input.Feed(InputEventType.EV_KEY, (ushort)KeyCode.BTN_LEFT, 1);
        Assert.False(input.TryTakeDrag(out _, out _));
        input.Feed(InputEventType.EV_REL, (ushort)RelativeAxis.REL_X, 5);
        input.Feed(InputEventType.EV_REL, (ushort)RelativeAxis.REL_X, 6);
        input.Feed(InputEventType.EV_REL, (ushort)RelativeAxis.REL_Y, -3);
        Assert.True(input.TryTakeDrag(out int right, out int down));
        Assert.Equal((11, -3), (right, down));
        Assert.Equal(ViewerAction.ZoomIn, input.Feed(InputEventType.EV_REL, (ushort)RelativeAxis.REL_WHEEL, 1));
        Assert.Equal(ViewerAction.ZoomOut, input.Feed(InputEventType.EV_REL, (ushort)RelativeAxis.REL_WHEEL, -2));
    }

    private static void Move(DeviceInput input, int x, int y)
    {
        input.Feed(InputEventType.EV_ABS, (ushort)AbsoluteAxis.ABS_X, x);
        input.Feed(InputEventType.EV_ABS, (ushort)AbsoluteAxis.ABS_Y, y);
    }

    private static List<ViewerAction> Feed(TerminalKeys keys, string text) =>
        [.. Encoding.Latin1.GetBytes(text).Select(keys.Feed).Where(action => action != ViewerAction.None)];
}
