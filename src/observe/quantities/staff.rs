//! Workers and posts at a moment.

/// How a service is staffed at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Staffing {
    /// People held.
    pub caseload: u32,
    /// Workers in post.
    pub in_post: u32,
    /// Posts.
    pub posts: u32,
}

impl Staffing {
    /// Two services taken together.
    pub fn and(self, other: Staffing) -> Staffing {
        Staffing {
            caseload: self.caseload + other.caseload,
            in_post: self.in_post + other.in_post,
            posts: self.posts + other.posts,
        }
    }
}
