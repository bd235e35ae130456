//! Enumerations and forms that stay open: a value written by a newer version survives a round trip through an older one.

/// Declares an enumeration whose JSON form is a string and which keeps strings that it does not know.
///
/// The TypeScript form is a union of the known strings that still accepts any other string.
macro_rules! open_enum {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[$vmeta:meta])* $variant:ident => $text:literal),+ $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$vmeta])* $variant,)+
            /// A value that this version does not know; kept as it was read.
            Unknown(String),
        }

        impl $name {
            /// Every known value, in the order in which a form offers them.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Returns the form used in JSON.
            pub fn as_str(&self) -> &str {
                match self {
                    $($name::$variant => $text,)+
                    $name::Unknown(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => $name::$variant,)+
                    other => $name::Unknown(other.to_owned()),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                Ok($name::from(text.as_ref()))
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "examples": [$($text),+],
                    "description": concat!($($doc, "\n",)* "\nOne of the examples; other values, written by a newer version, are kept.").trim_start(),
                })
            }
        }

        impl ts_rs::TS for $name {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn name(_: &ts_rs::Config) -> String {
                stringify!($name).to_owned()
            }

            fn inline(_: &ts_rs::Config) -> String {
                concat!($("\"", $text, "\" | ",)+ "(string & {})").to_owned()
            }

            fn decl(cfg: &ts_rs::Config) -> String {
                format!("type {} = {};", stringify!($name), Self::inline(cfg))
            }

            fn decl_concrete(cfg: &ts_rs::Config) -> String {
                Self::decl(cfg)
            }

            fn output_path() -> Option<std::path::PathBuf> {
                Some(concat!(stringify!($name), ".ts").into())
            }
        }
    };
}

/// Gives a type that keeps forms it does not know the JSON Schema and the TypeScript type of those that it does.
///
/// TypeScript sees the known forms alone: code that meets another must have a default for it.
macro_rules! open_form {
    ($name:ident of $known:ident) => {
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let known = $known::json_schema(generator);
                schemars::json_schema!({
                    "anyOf": [known, {
                        "type": "object",
                        "required": ["kind"],
                        "description": "A form of a newer version, kept.",
                    }],
                })
            }
        }

        impl ts_rs::TS for $name {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn name(_: &ts_rs::Config) -> String {
                stringify!($name).to_owned()
            }

            fn inline(cfg: &ts_rs::Config) -> String {
                $known::inline(cfg)
            }

            fn decl(cfg: &ts_rs::Config) -> String {
                $known::decl(cfg)
            }

            fn decl_concrete(cfg: &ts_rs::Config) -> String {
                $known::decl_concrete(cfg)
            }

            fn visit_dependencies(visitor: &mut impl ts_rs::TypeVisitor) {
                $known::visit_dependencies(visitor);
            }

            fn output_path() -> Option<std::path::PathBuf> {
                Some(concat!(stringify!($name), ".ts").into())
            }
        }
    };
}

pub(crate) use open_enum;
pub(crate) use open_form;
