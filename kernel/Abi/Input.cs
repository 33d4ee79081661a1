// SPDX-License-Identifier: MIT
namespace Skift.Abi;

/// <summary><c>struct input_event</c> of x86-64 (linux/input.h): offsets of its fields.</summary>
public static class InputEvent
{
    public const int Size = 24;

    /// <summary>Seconds and microseconds, 64 bits each.</summary>
    public const int tv_sec = 0;
    public const int tv_usec = 8;

    /// <summary>16 bits each.</summary>
    public const int type = 16;
    public const int code = 18;

    /// <summary>32 bits, signed.</summary>
    public const int value = 20;
}

/// <summary><c>struct input_absinfo</c>: offsets of its fields, 32 bits each.</summary>
public static class InputAbsinfo
{
    public const int Size = 24;

    public const int value = 0;
    public const int minimum = 4;
    public const int maximum = 8;
    public const int fuzz = 12;
    public const int flat = 16;
    public const int resolution = 20;
}

/// <summary>Types of events (linux/input-event-codes.h).</summary>
public enum InputEventType : ushort
{
    EV_SYN = 0x00,
    EV_KEY = 0x01,
    EV_REL = 0x02,
    EV_ABS = 0x03,
    EV_MSC = 0x04,
    EV_SW = 0x05,
    EV_LED = 0x11,
    EV_SND = 0x12,
    EV_REP = 0x14,
}

/// <summary>Requests of event devices (linux/input.h).</summary>
public static class InputIoctl
{
    public const uint EVIOCGVERSION = 0x80044501;
    public const uint EVIOCGID = 0x80084502;

    /// <summary>The argument's value, not what it points at, decides: zero lets go of the device.</summary>
    public const uint EVIOCGRAB = 0x40044590;

    /// <summary>EVIOCGNAME(length): the device's name.</summary>
    public static uint EVIOCGNAME(int length) => 0x80004506 | ((uint)length << 16);

    /// <summary>EVIOCGBIT(type, length): which codes of a type there are; type 0 asks for the types.</summary>
    public static uint EVIOCGBIT(InputEventType type, int length) => (0x80004520 + (uint)type) | ((uint)length << 16);

    /// <summary>EVIOCGABS(axis): an <see cref="InputAbsinfo"/>.</summary>
    public static uint EVIOCGABS(AbsoluteAxis axis) => 0x80184540 + (uint)axis;
}

/// <summary>Codes of <see cref="InputEventType.EV_SYN"/>.</summary>
public enum SynCode : ushort
{
    SYN_REPORT = 0,
    SYN_DROPPED = 3,
}

/// <summary>Codes of <see cref="InputEventType.EV_REL"/>.</summary>
public enum RelativeAxis : ushort
{
    REL_X = 0x00,
    REL_Y = 0x01,
    REL_HWHEEL = 0x06,
    REL_WHEEL = 0x08,
}

/// <summary>Codes of <see cref="InputEventType.EV_ABS"/>.</summary>
public enum AbsoluteAxis : ushort
{
    ABS_X = 0x00,
    ABS_Y = 0x01,
}

/// <summary>Codes of <see cref="InputEventType.EV_KEY"/> (linux/input-event-codes.h).</summary>
public enum KeyCode : ushort
{
    KEY_RESERVED = 0,
    KEY_ESC = 1,
    KEY_1 = 2,
    KEY_2 = 3,
    KEY_3 = 4,
    KEY_4 = 5,
    KEY_5 = 6,
    KEY_6 = 7,
    KEY_7 = 8,
    KEY_8 = 9,
    KEY_9 = 10,
    KEY_0 = 11,
    KEY_MINUS = 12,
    KEY_EQUAL = 13,
    KEY_BACKSPACE = 14,
    KEY_TAB = 15,
    KEY_Q = 16,
    KEY_W = 17,
    KEY_E = 18,
    KEY_R = 19,
    KEY_T = 20,
    KEY_Y = 21,
    KEY_U = 22,
    KEY_I = 23,
    KEY_O = 24,
    KEY_P = 25,
    KEY_LEFTBRACE = 26,
    KEY_RIGHTBRACE = 27,
    KEY_ENTER = 28,
    KEY_LEFTCTRL = 29,
    KEY_A = 30,
    KEY_S = 31,
    KEY_D = 32,
    KEY_F = 33,
    KEY_G = 34,
    KEY_H = 35,
    KEY_J = 36,
    KEY_K = 37,
    KEY_L = 38,
    KEY_SEMICOLON = 39,
    KEY_APOSTROPHE = 40,
    KEY_GRAVE = 41,
    KEY_LEFTSHIFT = 42,
    KEY_BACKSLASH = 43,
    KEY_Z = 44,
    KEY_X = 45,
    KEY_C = 46,
    KEY_V = 47,
    KEY_B = 48,
    KEY_N = 49,
    KEY_M = 50,
    KEY_COMMA = 51,
    KEY_DOT = 52,
    KEY_SLASH = 53,
    KEY_RIGHTSHIFT = 54,
    KEY_KPASTERISK = 55,
    KEY_LEFTALT = 56,
    KEY_SPACE = 57,
    KEY_CAPSLOCK = 58,
    KEY_F1 = 59,
    KEY_F2 = 60,
    KEY_F3 = 61,
    KEY_F4 = 62,
    KEY_F5 = 63,
    KEY_F6 = 64,
    KEY_F7 = 65,
    KEY_F8 = 66,
    KEY_F9 = 67,
    KEY_F10 = 68,
    KEY_NUMLOCK = 69,
    KEY_SCROLLLOCK = 70,
    KEY_KP7 = 71,
    KEY_KP8 = 72,
    KEY_KP9 = 73,
    KEY_KPMINUS = 74,
    KEY_KP4 = 75,
    KEY_KP5 = 76,
    KEY_KP6 = 77,
    KEY_KPPLUS = 78,
    KEY_KP1 = 79,
    KEY_KP2 = 80,
    KEY_KP3 = 81,
    KEY_KP0 = 82,
    KEY_KPDOT = 83,
    KEY_102ND = 86,
    KEY_F11 = 87,
    KEY_F12 = 88,
    KEY_KPENTER = 96,
    KEY_RIGHTCTRL = 97,
    KEY_KPSLASH = 98,
    KEY_SYSRQ = 99,
    KEY_RIGHTALT = 100,
    KEY_HOME = 102,
    KEY_UP = 103,
    KEY_PAGEUP = 104,
    KEY_LEFT = 105,
    KEY_RIGHT = 106,
    KEY_END = 107,
    KEY_DOWN = 108,
    KEY_PAGEDOWN = 109,
    KEY_INSERT = 110,
    KEY_DELETE = 111,
    KEY_PAUSE = 119,
    KEY_LEFTMETA = 125,
    KEY_RIGHTMETA = 126,
    KEY_COMPOSE = 127,
    BTN_LEFT = 0x110,
    BTN_RIGHT = 0x111,
    BTN_MIDDLE = 0x112,
    BTN_TOUCH = 0x14A,
}
