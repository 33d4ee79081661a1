// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;

namespace System;

public sealed class Version : ICloneable, IComparable, IComparable<Version?>, IEquatable<Version?>
{
    public Version()
        : this(0, 0, -1, -1, false)
    {
    }

    public Version(int major, int minor)
        : this(major, minor, -1, -1, false)
    {
        Check(major, minor, 0, 0);
    }

    public Version(int major, int minor, int build)
        : this(major, minor, build, -1, false)
    {
        Check(major, minor, build, 0);
    }

    public Version(int major, int minor, int build, int revision)
        : this(major, minor, build, revision, false)
    {
        Check(major, minor, build, revision);
    }

    public Version(string version)
    {
        Version parsed = Parse(version);
        (Major, Minor, Build, Revision) = (parsed.Major, parsed.Minor, parsed.Build, parsed.Revision);
    }

    private Version(int major, int minor, int build, int revision, bool _) => (Major, Minor, Build, Revision) = (major, minor, build, revision);

    private static void Check(int major, int minor, int build, int revision)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(major);
        ArgumentOutOfRangeException.ThrowIfNegative(minor);
        ArgumentOutOfRangeException.ThrowIfNegative(build);
        ArgumentOutOfRangeException.ThrowIfNegative(revision);
    }

    public int Major { get; }

    public int Minor { get; }

    public int Build { get; }

    public int Revision { get; }

    public static Version Parse(string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        string[] parts = input.Split('.');
        if (parts.Length is < 2 or > 4) throw new ArgumentException("Version string portion was too short or too long.", nameof(input));
        int[] numbers = [0, 0, -1, -1];
        for (int i = 0; i < parts.Length; i++)
        {
            numbers[i] = int.Parse(parts[i]);
            ArgumentOutOfRangeException.ThrowIfNegative(numbers[i], "version");
        }
        return new(numbers[0], numbers[1], numbers[2], numbers[3], false);
    }

    public static bool TryParse([NotNullWhen(true)] string? input, [NotNullWhen(true)] out Version? result)
    {
        result = null;
        string[] parts = (input ?? "").Split('.');
        if (parts.Length is < 2 or > 4) return false;
        int[] numbers = [0, 0, -1, -1];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], out numbers[i]) || numbers[i] < 0) return false;
        }
        result = new(numbers[0], numbers[1], numbers[2], numbers[3], false);
        return true;
    }

    public object Clone() => this;

    public int CompareTo(object? version) => version switch
    {
        null => 1,
        Version other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type Version."),
    };

    public int CompareTo(Version? value)
    {
        if (value is null) return 1;
        int order = Major.CompareTo(value.Major);
        if (order == 0) order = Minor.CompareTo(value.Minor);
        if (order == 0) order = Build.CompareTo(value.Build);
        return order != 0 ? order : Revision.CompareTo(value.Revision);
    }

    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as Version);

    public bool Equals([NotNullWhen(true)] Version? obj) => obj is not null && CompareTo(obj) == 0;

    public override int GetHashCode() => HashCode.Combine(Major, Minor, Build, Revision);

    public override string ToString() => ToString(Build < 0 ? 2 : Revision < 0 ? 3 : 4);

    public string ToString(int fieldCount) => fieldCount switch
    {
        0 => "",
        1 => Major.ToString(),
        2 => $"{Major}.{Minor}",
        3 when Build >= 0 => $"{Major}.{Minor}.{Build}",
        4 when Revision >= 0 => $"{Major}.{Minor}.{Build}.{Revision}",
        _ => throw new ArgumentException("Argument must be between 0 and 4.", nameof(fieldCount)),
    };

    public static bool operator ==(Version? v1, Version? v2) => v1 is null ? v2 is null : v1.Equals(v2);

    public static bool operator !=(Version? v1, Version? v2) => !(v1 == v2);

    public static bool operator <(Version? v1, Version? v2) => v1 is null ? v2 is not null : v1.CompareTo(v2) < 0;

    public static bool operator <=(Version? v1, Version? v2) => v1 is null || v1.CompareTo(v2) <= 0;

    public static bool operator >(Version? v1, Version? v2) => v2 < v1;

    public static bool operator >=(Version? v1, Version? v2) => v2 <= v1;
}
