// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;

namespace Skift.Tools;

/// <summary>Names of users and groups from /etc/passwd and /etc/group (passwd(5), group(5)); numbers where there is no name.</summary>
public sealed class UserNames
{
    private static UserNames? s_users;
    private static UserNames? s_groups;

    private readonly Dictionary<uint, string> _names = [];
    private readonly Dictionary<string, uint> _ids = [];

    private UserNames(string path)
    {
        foreach (string line in (FileInput.ReadText(path) ?? "").Split('\n'))
        {
            string[] fields = line.Split(':');
            if (fields.Length >= 3 && uint.TryParse(fields[2], out uint id))
            {
                _names.TryAdd(id, fields[0]);
                _ids.TryAdd(fields[0], id);
            }
        }
    }

    /// <summary>Read once in the life of a program.</summary>
    public static UserNames Users() => s_users ??= new UserNames("/etc/passwd");

    /// <inheritdoc cref="Users"/>
    public static UserNames Groups() => s_groups ??= new UserNames("/etc/group");

    public string NameOf(uint id) => _names.TryGetValue(id, out string? name) ? name : id.ToString();

    public bool TryFind(string nameOrNumber, out uint id) => _ids.TryGetValue(nameOrNumber, out id) || uint.TryParse(nameOrNumber, out id);
}
