// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>An offset from UTC and the name that local time has with it.</summary>
internal unsafe struct ZonePeriod
{
    /// <summary>Seconds east of Greenwich.</summary>
    public int Offset;
    public bool IsDaylight;

    /// <summary>Never freed.</summary>
    public byte* Name;
}

/// <summary>
/// The local time that the environment variable TZ chooses: a file of the time zone database (<c>Europe/Berlin</c>, below TZDIR or
/// /usr/share/zoneinfo, or an absolute path), or rules in POSIX's form. Unset means /etc/localtime; empty or neither of both means UTC.
/// </summary>
internal static unsafe class TimeZone
{
    private const int SourceSize = 256;

    private struct State
    {
        public fixed byte Source[SourceSize];
        public bool IsLoaded;
        public ZoneFile File;
        public ZoneRules Rules;
    }

    private static State s_state;

    /// <summary>Looks at TZ again.</summary>
    /// <param name="text">The value of TZ; null if it is not set.</param>
    /// <param name="folder">The value of TZDIR; null if it is not set.</param>
    /// <returns>Whether TZ had changed.</returns>
    /// <remarks>Neither this nor what else is here touches errno: programs in C# have none.</remarks>
    internal static bool Load(byte* text, byte* folder)
    {
        fixed (byte* local = ":/etc/localtime\0"u8)
        {
            fixed (State* state = &s_state)
            {
                text = text == null ? local : text;
                if (state->IsLoaded && C.strncmp(text, state->Source, SourceSize) == 0) return false;
                state->File.Release();
                state->IsLoaded = C.strlen(text) < SourceSize;
                _ = C.strlcpy(state->Source, text, SourceSize);
                Read(state, *text == ':' ? text + 1 : text, folder);
                return true;
            }
        }
    }

    internal static ZonePeriod At(long utc) => s_state.File.IsLoaded ? s_state.File.At(utc) : s_state.Rules.At(utc);

    /// <summary>The offset nearest to a moment that is or is not daylight saving time; false if there is none.</summary>
    internal static bool TryFindNear(long utc, bool isDaylight, out ZonePeriod period)
    {
        if (s_state.File.IsLoaded) return s_state.File.TryFindNear(utc, isDaylight, out period);
        period = isDaylight ? s_state.Rules.Daylight : s_state.Rules.Standard;
        return !isDaylight || s_state.Rules.HasDaylight;
    }

    /// <summary>What tzname, timezone and daylight tell: the latest standard and daylight saving time.</summary>
    internal static void Describe(out ZonePeriod standard, out ZonePeriod daylight, out bool hasDaylight)
    {
        if (s_state.File.IsLoaded)
        {
            s_state.File.Describe(out standard, out daylight, out hasDaylight);
            return;
        }

        standard = s_state.Rules.Standard;
        daylight = s_state.Rules.Daylight;
        hasDaylight = s_state.Rules.HasDaylight;
    }

    private static void Read(State* state, byte* text, byte* folder)
    {
        state->Rules = ZoneRules.Universal;
        if (*text == 0) return;
        byte* path = stackalloc byte[FileConstants.PATH_MAX];
        if (TryFindPath(text, folder, path) && state->File.TryLoad(path)) return;
        if (!state->Rules.Parse(text) && state->Rules.Standard.Name == null) state->Rules = ZoneRules.Universal;
    }

    private static bool TryFindPath(byte* name, byte* folder, byte* path)
    {
        const nuint Size = FileConstants.PATH_MAX;
        fixed (byte* usual = "/usr/share/zoneinfo\0"u8, slash = "/\0"u8)
        {
            folder = folder == null || *folder == 0 ? usual : folder;
            if (*name == '/') return C.strlcpy(path, name, Size) < Size;
            _ = C.strlcpy(path, folder, Size);
            _ = C.strlcat(path, slash, Size);
            return C.strlcat(path, name, Size) < Size;
        }
    }
}

/// <summary>Names of time zones: what <c>tm_zone</c> points to has to stay (as in glibc), so each is kept once and for good.</summary>
internal static unsafe class ZoneNames
{
    private struct Node
    {
        public Node* Next;
        public byte FirstByte;
    }

    private static Node* s_first;

    internal static byte* Keep(byte* name)
    {
        for (Node* node = s_first; node != null; node = node->Next)
        {
            if (C.strcmp(&node->FirstByte, name) == 0) return &node->FirstByte;
        }

        nuint length = C.strlen(name);
        Node* added = (Node*)Heap.Allocate((nuint)sizeof(Node) + length);
        if (added == null) return C.EmptyName;
        C.memcpy(&added->FirstByte, name, length + 1);
        added->Next = s_first;
        s_first = added;
        return &added->FirstByte;
    }
}
